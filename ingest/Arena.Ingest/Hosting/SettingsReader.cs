using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Arena.Ingest.Api;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store.Influx;
using Arena.Site;

namespace Arena.Ingest.Hosting;

/// <summary>Reads settings and collects every fault in them, so that one start tells all that is to be mended.</summary>
internal sealed class SettingsReader(RunSettings settings)
{
    private const string MqttUser = "ingest";
    private const int DefaultRetentionDays = 3653;

    private readonly List<string> _faults = [];

    /// <summary>One line each, naming the option and the fix.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The options, or null when there are faults.</summary>
    public RunOptions? Read()
    {
        var site = ReadSite();
        var data = ReadData();
        var (host, port) = ReadMqtt();
        var listen = ReadListen();
        var http = ReadNumber("--http", settings.Http, 8080, 0, 65535);
        var (authorities, certificate) = ReadTls();
        var options = new RunOptions
        {
            Site = site!,
            Data = data,
            MqttHost = host,
            MqttPort = port,
            MqttPassword = ReadSecret($"{MqttUser}.mqtt", needed: true),
            TlsAuthorities = authorities,
            TlsCertificate = certificate,
            Listen = listen,
            HttpPort = http,
            Influx = ReadInflux(),
            Rules = new DecodingRules { Retention = TimeSpan.FromDays(ReadNumber("--retention-days", settings.RetentionDays, DefaultRetentionDays, 1, 36_500)) },
            Api = new ApiOptions
            {
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

    private string ReadData()
    {
        if (settings.Data is null)
        {
            _faults.Add("--data is missing: name the folder for the database.");
            return "";
        }

        try
        {
            var folder = Directory.CreateDirectory(settings.Data).FullName;
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
            }

            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _faults.Add($"--data {settings.Data} can't be written ({error.Message}): choose another folder, or give this user the right to write it.");
            return "";
        }
    }

    private (string Host, int Port) ReadMqtt()
    {
        if (settings.Mqtt is null)
        {
            _faults.Add("--mqtt is missing: name the broker, HOST:PORT.");
            return ("", 0);
        }

        var colon = settings.Mqtt.LastIndexOf(':');
        if (colon > 0 && int.TryParse(settings.Mqtt.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535)
            return (settings.Mqtt[..colon].Trim('[', ']'), port);
        _faults.Add($"--mqtt {settings.Mqtt} is no HOST:PORT: write 127.0.0.1:1883.");
        return ("", 0);
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
        _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{option} {text} is not possible: write a whole number from {least} to {most}."));
        return otherwise;
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
        var influx = new InfluxOptions
        {
            Url = url,
            Api = settings.InfluxApi == "v1" ? InfluxApi.V1 : InfluxApi.V2,
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

    private string? ReadBoard()
    {
        if (settings.Board is null)
        {
            var beside = Path.Combine(AppContext.BaseDirectory, "board");
            return File.Exists(Path.Combine(beside, "index.html")) ? beside : null;
        }

        if (File.Exists(Path.Combine(settings.Board, "index.html")))
            return settings.Board;
        _faults.Add($"--board {settings.Board} has no index.html: build the board (npm --prefix dashboards/board run build), or leave --board out.");
        return null;
    }

    private string? ReadSecret(string name, bool needed)
    {
        if (settings.Secrets is null)
            return null;
        var path = Path.Combine(settings.Secrets, name);
        try
        {
            if (File.Exists(path))
                return File.ReadAllText(path).TrimEnd('\r', '\n');
            if (needed)
                _faults.Add($"--secrets {settings.Secrets} has no file {name}: make it with 'arena-ingest access', or leave --secrets out.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"--secrets: {path} can't be read ({error.Message}): give this user the right to read it.");
        }

        return null;
    }

    private (X509Certificate2Collection? Authorities, X509Certificate2? Certificate) ReadTls()
    {
        if (settings.TlsCa is null && (settings.TlsCert ?? settings.TlsKey) is not null)
            _faults.Add("--tls-cert and --tls-key need --tls-ca: name the authority of the broker's certificate.");
        if ((settings.TlsCert is null) != (settings.TlsKey is null))
            _faults.Add("--tls-cert and --tls-key belong together: name both or none.");

        var authorities = settings.TlsCa is null ? null : Load("--tls-ca", settings.TlsCa, path =>
        {
            var loaded = new X509Certificate2Collection();
            loaded.ImportFromPemFile(path);
            return loaded.Count > 0 ? loaded : throw new CryptographicException("there is no certificate in it");
        });
        var certificate = settings.TlsCert is null || settings.TlsKey is null
            ? null
            : Load("--tls-cert", settings.TlsCert, path => X509Certificate2.CreateFromPemFile(path, settings.TlsKey));
        return (authorities, certificate);
    }

    private T? Load<T>(string option, string path, Func<string, T> load)
        where T : class
    {
        try
        {
            return load(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            _faults.Add($"{option} {path} can't be used ({error.Message}): name a readable PEM file.");
            return null;
        }
    }
}
