using System.CommandLine;
using System.Globalization;
using Arena.Edge.Doctor;
using Arena.Mqtt;
using Arena.Site;

namespace Arena.Edge.Hosting;

/// <summary>Reads what <c>arena-edge doctor</c> is given. What is missing is left out; a file that can't be read is for doctor to tell, not a reason to refuse.</summary>
internal sealed class DoctorScopeReader(RunSettings settings, ParseResult parsed)
{
    private readonly List<string> _faults = [];

    /// <summary>The scope, or null and every fault in the options themselves.</summary>
    public DoctorScope? Read(out IReadOnlyList<string> faults)
    {
        faults = _faults;
        var reading = parsed.GetValue(settings.Site) is { } path ? SiteReader.ReadFile(path) : null;
        var node = ReadNode(reading);
        var secretFaults = new List<string>();
        var broker = ReadBroker(node, secretFaults);
        var scope = new DoctorScope
        {
            Site = reading?.Manifest,
            SiteFaults = reading is { Manifest: null } ? [.. reading.Describe()] : [],
            Node = node,
            DataDirectory = parsed.GetValue(settings.Data),
            Broker = broker,
            SecretFaults = secretFaults,
            Hardware = ReadHardware(parsed.GetValue(settings.Hardware), _faults),
            Seed = ReadSeed(parsed.GetValue(settings.Seed), _faults),
        };
        return _faults.Count == 0 ? scope : null;
    }

    /// <summary>This machine's own hardware where nothing else is said.</summary>
    public static HardwareDriver ReadHardware(string? text, List<string> faults)
    {
        if (text is null) return HardwareDriver.Linux;
        if (HardwareDrivers.Read(text, out var driver) is { } fault) faults.Add(fault);
        return driver;
    }

    public static int ReadSeed(string? text, List<string> faults)
    {
        if (text is null) return 1;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)) return seed;
        faults.Add($"--seed {text} is no whole number: give one between {int.MinValue} and {int.MaxValue}");
        return 1;
    }

    private SiteNode? ReadNode(SiteReading? reading)
    {
        var name = parsed.GetValue(settings.Node);
        if (reading is null && name is not null) _faults.Add($"--node {name} is of no manifest: give --site too, or leave both out to look at the machine alone");
        if (reading?.Manifest is not { } site) return null;
        var names = string.Join(", ", site.Nodes.Select(node => node.Name));
        if (name is null) _faults.Add($"--node is missing: give one of {names}");
        else if (!site.Nodes.Any(node => node.Name == name)) _faults.Add($"--node {name} is not in the manifest: give one of {names}");
        return site.Nodes.FirstOrDefault(node => node.Name == name);
    }

    private MqttLinkOptions? ReadBroker(SiteNode? node, List<string> secretFaults)
    {
        if (MqttDrivers.Read(parsed.GetValue(settings.MqttDriver), out var driver) is { } fault) _faults.Add(fault);
        if (parsed.GetValue(settings.Mqtt) is not { } text) return null;
        var tls = new TlsReader(secretFaults).Read(parsed.GetValue(settings.TlsCa), parsed.GetValue(settings.TlsCert), parsed.GetValue(settings.TlsKey));
        if (!BrokerAddress.TryParse(text, tls is null ? 1883 : 8883, out var host, out var port))
        {
            _faults.Add($"--mqtt {text} is no address: give HOST:PORT, such as 127.0.0.1:1883 or [::1]:1883");
            return null;
        }

        var broker = new MqttLinkOptions { Host = host, Port = port, ClientId = "doctor", Tls = tls, Driver = driver };
        return node is not null && parsed.GetValue(settings.Secrets) is { } folder && ReadPassword(Path.Combine(folder, $"{node.Name}.mqtt"), secretFaults) is { } password
            ? broker with { UserName = node.Name, Password = password }
            : broker;
    }

    private static string? ReadPassword(string path, List<string> faults)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} can't be read ({error.Message}): put the node's MQTT password there, or leave --secrets out");
            return null;
        }
    }
}
