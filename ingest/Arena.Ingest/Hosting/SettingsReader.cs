using System.Globalization;
using System.Net;
using Arena.Ingest.Api;
using Arena.Ingest.Checks.Photos;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store.Influx;
using Arena.Mqtt;
using Arena.Site;

namespace Arena.Ingest.Hosting;

/// <summary>Reads settings and collects every fault in them, so that one start tells all that is to be mended.</summary>
internal sealed partial class SettingsReader(RunSettings settings)
{
    private const string MqttUser = "ingest";
    private const int PlainPort = 1883;
    private const int TlsPort = 8883;
    private const int DefaultRetentionDays = 3653;

    private readonly List<string> _faults = [];

    /// <summary>One line each, naming the option and the fix.</summary>
    public IReadOnlyList<string> Faults => _faults;

    private bool UsesTls => (settings.TlsCa ?? settings.TlsCert ?? settings.TlsKey) is not null;

    /// <summary>The options, or null when there are faults.</summary>
    public RunOptions? Read()
    {
        var site = ReadSite();
        var data = ReadData();
        var (host, port) = ReadMqtt();
        var driver = ReadMqttDriver();
        var listen = ReadListen();
        var http = ReadNumber("--http", settings.Http, 8080, 0, 65535);
        var https = ReadHttps();
        var tls = ReadTls();
        var options = new RunOptions
        {
            Site = site!,
            Data = data,
            MqttHost = host,
            MqttPort = port,
            MqttDriver = driver,
            MqttPassword = ReadSecret($"{MqttUser}.mqtt", needed: true),
            Tls = tls,
            Listen = listen,
            HttpPort = http,
            Https = https,
            Influx = ReadInflux(),
            Ledger = ReadLedger(data),
            Share = ReadShare(),
            Rules = new DecodingRules { Retention = TimeSpan.FromDays(ReadNumber("--retention-days", settings.RetentionDays, DefaultRetentionDays, 1, 36_500)) },
            Photos = new PhotoBounds
            {
                Keep = TimeSpan.FromDays(ReadNumber("--photo-days", settings.PhotoDays, PhotoBounds.UsualDays, 1, 36_500)),
                MostBytes = ReadNumber("--photo-megabytes", settings.PhotoMegabytes, PhotoBounds.UsualMegabytes, 1, 10_000_000) * 1_000_000L,
            },
            Api = new ApiOptions
            {
                LoopbackMayAll = ReadSignIn(),
                Board = ReadBoard(),
                AllowedHosts = settings.AllowHost?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            },
        };
        return _faults.Count == 0 ? options : null;
    }

    private SiteManifest? ReadSite()
    {
        if (settings.Site is null)
        {
            _faults.Add("--site is missing: name the site manifest, hardware/sites/….yaml.");
            return null;
        }

        var reading = SiteReader.ReadFile(settings.Site);
        _faults.AddRange(reading.Describe());
        return reading.Manifest;
    }

    private (string Host, int Port) ReadMqtt()
    {
        if (settings.Mqtt is null)
        {
            _faults.Add("--mqtt is missing: name the broker, HOST:PORT.");
            return ("", 0);
        }

        var (host, port) = (settings.Mqtt, UsesTls ? TlsPort : PlainPort);
        var colon = settings.Mqtt.LastIndexOf(':');
        var isBareAddress = settings.Mqtt.IndexOf(':', StringComparison.Ordinal) != colon && !settings.Mqtt.StartsWith('[');
        if (colon >= 0 && !isBareAddress && !settings.Mqtt.EndsWith(']'))
        {
            host = settings.Mqtt[..colon];
            port = int.TryParse(settings.Mqtt.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }

        if (host.Length > 0 && port is > 0 and <= 65535)
            return (host.Trim('[', ']'), port);
        _faults.Add($"--mqtt {settings.Mqtt} is no HOST:PORT: write 127.0.0.1:1883.");
        return ("", 0);
    }

    private MqttDriver ReadMqttDriver()
    {
        if (MqttDrivers.Read(settings.MqttDriver, out var driver) is { } fault)
            _faults.Add($"{fault}.");
        return driver;
    }

    private IPAddress ReadListen()
    {
        if (settings.Listen is null)
            return IPAddress.Loopback;
        if (IPAddress.TryParse(settings.Listen, out var address))
            return address;
        _faults.Add($"--listen {settings.Listen} is no address: write 127.0.0.1 for this machine only, 0.0.0.0 for all its networks.");
        return IPAddress.Loopback;
    }

    private int ReadNumber(string option, string? text, int otherwise, int least, int most)
    {
        if (text is null)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        _faults.Add($"{option} {text} is not possible: write a whole number from {least} to {most}.");
        return otherwise;
    }

    private bool ReadSignIn()
    {
        if (settings.SignIn is not (null or "away" or "always"))
            _faults.Add($"--sign-in {settings.SignIn} is not possible: write away, or always where a proxy on this machine doesn't say for whom it asks.");
        return settings.SignIn != "always";
    }

    private InfluxOptions? ReadInflux()
    {
        var store = settings.Store ?? (settings.Influx is null ? "sqlite" : "influx");
        switch (store)
        {
            case "sqlite" when settings.Influx is null:
                return null;
            case "sqlite":
                _faults.Add("--store sqlite and --influx contradict each other: leave one out.");
                return null;
            case "influx" when settings.Influx is null:
                _faults.Add("--store influx needs --influx http://HOST:PORT.");
                return null;
            case not "influx":
                _faults.Add($"--store {store} is not possible: write sqlite or influx.");
                return null;
        }

        if (!Uri.TryCreate(settings.Influx, UriKind.Absolute, out var url))
        {
            _faults.Add($"--influx {settings.Influx} is no address: write http://HOST:8086.");
            return null;
        }

        if (settings.InfluxApi is not (null or "v1" or "v2"))
            _faults.Add($"--influx-api {settings.InfluxApi} is not possible: write v1 for InfluxDB 1.x, v2 for 2 and 3.");
        var api = settings.InfluxApi == "v1" ? InfluxApi.V1 : InfluxApi.V2;
        if (LineWriters.Read(settings.InfluxDriver, api, out var driver) is { } fault)
            _faults.Add($"{fault}.");
        var influx = new InfluxOptions
        {
            Url = url,
            Api = api,
            Driver = driver,
            Database = settings.InfluxDatabase ?? "arena",
            Org = settings.InfluxOrg ?? "arena",
            Token = ReadSecret("influx.token", needed: false),
        };
        try
        {
            influx.ThrowIfFaulty();
            return influx;
        }
        catch (ArgumentException error)
        {
            _faults.Add($"--influx: {error.Message}.");
            return null;
        }
    }
}
