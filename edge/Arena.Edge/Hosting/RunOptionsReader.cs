using System.CommandLine;
using System.Globalization;
using Arena.Edge.Outbox;
using Arena.Edge.Time;
using Arena.Mqtt;
using Arena.Site;

namespace Arena.Edge.Hosting;

/// <summary>Checks the settings of <c>arena-edge run</c>, or of <c>drain</c>, which reads no sensor, and finds every fault in them, each with its fix.</summary>
internal sealed class RunOptionsReader(RunSettings settings, ParseResult parsed, bool readsSensors = true)
{
    private const double MaxHistoryDays = 400;
    private const double MaxKeepDays = 3_650;
    private const double MaxKeepMb = 1_000_000;
    private const double LeastOutboxMb = 1;
    private const double MostMb = 16_000_000;

    private readonly List<string> _faults = [];

    /// <summary>The options, or null and every fault.</summary>
    public RunOptions? Read(out IReadOnlyList<string> faults)
    {
        faults = _faults;
        var hardware = readsSensors ? ReadHardware() : HardwareDriver.Virtual;
        var site = ReadSite();
        var nodes = ReadNodes(site);
        if (hardware != HardwareDriver.Virtual) CheckOneMachine(nodes);
        if (readsSensors) _faults.AddRange(nodes.SelectMany(node => node.Sensors).Select(plan => HardwareDrivers.FaultOf(plan, hardware)).OfType<string>());
        var data = ReadData();
        var clock = readsSensors ? ReadClock() : ClockTrust.Kernel;
        var (seed, history, speed) = readsSensors ? (ReadSeed(), ReadHistory(), ReadSpeed()) : (0, TimeSpan.Zero, null);
        var faulty = readsSensors ? new BinFaultReader(site, hardware, TimeProvider.System, _faults).Read(parsed.GetValue(settings.BinFault)) : [];
        var tls = new TlsReader(_faults).Read(parsed.GetValue(settings.TlsCa), parsed.GetValue(settings.TlsCert), parsed.GetValue(settings.TlsKey));
        var broker = ReadBroker(tls);
        var passwords = ReadPasswords(nodes);
        var outbox = ReadOutbox();
        if (_faults.Count > 0) return null;
        return new RunOptions
        {
            Site = site!,
            Nodes = nodes,
            DataDirectory = data!,
            Outbox = outbox,
            Broker = broker!,
            Passwords = passwords,
            Clock = clock,
            Hardware = hardware,
            Seed = seed,
            BinFaults = faulty,
            History = history,
            Speed = speed,
        };
    }

    private ClockTrust ReadClock()
    {
        switch (parsed.GetValue(settings.Clock))
        {
            case null or "kernel":
                return ClockTrust.Kernel;
            case "trusted":
                return ClockTrust.Trusted;
            case var other:
                _faults.Add($"--clock {other} is not known: give --clock kernel or --clock trusted");
                return ClockTrust.Kernel;
        }
    }

    private HardwareDriver ReadHardware()
    {
        if (parsed.GetValue(settings.Hardware) is not { } text)
        {
            _faults.Add("--hardware is missing: give --hardware linux on a node, or --hardware virtual");
            return HardwareDriver.Virtual;
        }

        if (HardwareDrivers.Read(text, out var driver) is { } fault) _faults.Add(fault);
        return driver;
    }

    // Two nodes would claim the same lines, and a machine's past is not there to be played.
    private void CheckOneMachine(IReadOnlyList<SiteNode> nodes)
    {
        if (nodes.Count > 1) _faults.Add($"--all with --hardware {parsed.GetValue(settings.Hardware)} would make this machine several nodes: give --node with the one it is");
        if (parsed.GetValue(settings.History) is { } history)
            _faults.Add($"--history {history} is for virtual hardware only: leave it out with --hardware {parsed.GetValue(settings.Hardware)}");
    }

    private SiteManifest? ReadSite()
    {
        if (Needed(settings.Site, "the site manifest") is not { } path) return null;
        var reading = SiteReader.ReadFile(path);
        _faults.AddRange(reading.Describe());
        return reading.Manifest;
    }

    private IReadOnlyList<SiteNode> ReadNodes(SiteManifest? site)
    {
        var (name, all) = (parsed.GetValue(settings.Node), parsed.GetValue(settings.All));
        if (name is null == !all) _faults.Add(all ? "--node and --all exclude each other: give one of them" : "--node or --all is missing: give one of them");
        if (site is null) return [];
        if (all) return site.Nodes;
        var node = site.Nodes.FirstOrDefault(node => node.Name == name);
        if (node is not null) return [node];
        if (name is not null) _faults.Add($"--node {name} is not in the manifest: give one of {string.Join(", ", site.Nodes.Select(node => node.Name))}");
        return [];
    }

    private string? ReadData()
    {
        if (Needed(settings.Data, "a folder for the outboxes") is not { } path) return null;
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _faults.Add($"--data {path} can't be made ({error.Message}): give a folder this user may write");
            return null;
        }
    }

    private OutboxOptions ReadOutbox()
    {
        var options = new OutboxOptions();
        if (parsed.GetValue(settings.KeepDays) is { } days)
            options = options with { KeepAcknowledged = TimeSpan.FromDays(Number(days, "--keep-days", 0, MaxKeepDays, "days")) };
        if (parsed.GetValue(settings.KeepMb) is { } megabytes)
            options = options with { KeepAcknowledgedBytes = (long)Number(megabytes, "--keep-mb", 0, MaxKeepMb, "MB") * 1_000_000 };
        if (parsed.GetValue(settings.OutboxMb) is { } most)
            options = options with { MaxFileBytes = (long)Number(most, "--outbox-mb", LeastOutboxMb, MostMb, "MB") * 1_000_000 };
        if (parsed.GetValue(settings.MinFreeMb) is { } free)
            options = options with { MinFreeBytes = (long)Number(free, "--min-free-mb", 0, MostMb, "MB") * 1_000_000 };
        return options;
    }

    private int ReadSeed()
    {
        if (parsed.GetValue(settings.Seed) is not { } text) return 1;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)) return seed;
        _faults.Add($"--seed {text} is no whole number: give one between {int.MinValue} and {int.MaxValue}");
        return 0;
    }

    private TimeSpan ReadHistory() => parsed.GetValue(settings.History) is { } text
        ? TimeSpan.FromDays(Number(text, "--history", 0, MaxHistoryDays, "days"))
        : TimeSpan.Zero;

    private double? ReadSpeed() => parsed.GetValue(settings.Speed) is { } text ? Number(text, "--speed", 0.01, 1e9, "times real time") : null;

    private double Number(string text, string option, double least, double most, string unit)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{option} {text} is not within reason: give {least} to {most} {unit}"));
        return 0;
    }

    private MqttLinkOptions? ReadBroker(MqttTlsOptions? tls)
    {
        if (MqttDrivers.Read(parsed.GetValue(settings.MqttDriver), out var driver) is { } fault) _faults.Add(fault);
        if (Needed(settings.Mqtt, "the broker as HOST:PORT") is not { } text) return null;
        if (!BrokerAddress.TryParse(text, tls is null ? 1883 : 8883, out var host, out var port))
        {
            _faults.Add($"--mqtt {text} is no address: give HOST:PORT, such as 127.0.0.1:1883 or [::1]:1883");
            return null;
        }

        return new MqttLinkOptions { Host = host, Port = port, ClientId = "arena-edge", Tls = tls, Driver = driver };
    }

    private Dictionary<string, string> ReadPasswords(IReadOnlyList<SiteNode> nodes)
    {
        var passwords = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parsed.GetValue(settings.Secrets) is not { } folder) return passwords;
        foreach (var node in nodes)
        {
            var path = Path.Combine(folder, $"{node.Name}.mqtt");
            try
            {
                passwords[node.Name] = File.ReadAllText(path).TrimEnd('\r', '\n');
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _faults.Add($"{path} can't be read ({error.Message}): put the node's MQTT password there, or leave --secrets out");
            }
        }

        return passwords;
    }

    private string? Needed(Option<string?> option, string what)
    {
        if (parsed.GetValue(option) is { } value) return value;
        _faults.Add($"{option.Name} is missing: give {what}");
        return null;
    }
}
