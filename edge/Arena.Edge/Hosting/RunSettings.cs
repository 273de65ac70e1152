using System.CommandLine;
using Arena.Mqtt;
using Venue = Arena.Edge.Hardware.Virtual.Venue.Bins;

namespace Arena.Edge.Hosting;

/// <summary>The options of <c>arena-edge run</c> as text, from the command line or else from the environment: <c>--tls-ca</c> is <c>ARENA_TLS_CA</c>.</summary>
internal sealed class RunSettings
{
    public Option<string?> Site { get; } = Text("--site", "FILE", "Site manifest (YAML).");

    public Option<string?> Data { get; } = Text("--data", "DIR", "Folder of the outboxes; made when missing.");

    public Option<string?> Mqtt { get; } = Text("--mqtt", "HOST[:PORT]", "The broker. Port 1883, or 8883 with TLS, when left out.");

    public Option<string?> MqttDriver { get; } = Text("--mqtt-driver", "DRIVER", MqttDrivers.Help);

    public Option<string?> Node { get; } = Text("--node", "NAME", "The node of the manifest that this machine is.");

    public Option<bool> All { get; } = new("--all")
    {
        Description = "Be every node of the manifest, in one process.",
        DefaultValueFactory = _ => string.Equals(FromEnvironment("--all"), "true", StringComparison.OrdinalIgnoreCase),
    };

    public Option<string?> Hardware { get; } = Text("--hardware", "DRIVER", HardwareDrivers.Help);

    public Option<string?> Clock { get; } = Text(
        "--clock", "WHO", "kernel: samples are dated once the kernel says that NTP has synchronised the clock. trusted: the clock is right without. Default kernel.");

    public Option<string?> Seed { get; } = Text("--seed", "N", "Seed of the virtual venue: the same seed gives the same world. Default 1.");

    public Option<string?> BinFault { get; } = Text(
        "--bin-fault", "BIN=FAULT[@TIME]", $"Something is wrong with what a bin's sensors see (virtual hardware only): {string.Join(", ", Venue.BinFault.Kinds.Keys)}; from a time on (RFC 3339), or from now. Several between commas.");

    public Option<string?> History { get; } = Text("--history", "DAYS", "Play so many days of the past first (virtual hardware only). Default 0.");

    public Option<string?> Speed { get; } = Text("--speed", "X", "Play the past X times faster than real time. Default: as fast as can be.");

    public Option<string?> KeepDays { get; } = Text(
        "--keep-days", "DAYS", "Keep what ingest has confirmed so long, so that one restored from a backup can ask for it again. Default 7.");

    public Option<string?> KeepMb { get; } = Text("--keep-mb", "MB", "Delete what is confirmed earlier, oldest first, beyond so much. Default 268.");

    public Option<string?> Secrets { get; } = Text("--secrets", "DIR", "Folder with NAME.mqtt, the MQTT password of each node. Without it: anonymous.");

    public Option<string?> TlsCa { get; } = Text("--tls-ca", "FILE", "Authority that signed the broker's certificate (PEM); turns TLS on.");

    public Option<string?> TlsCert { get; } = Text("--tls-cert", "FILE", "Own certificate (PEM); turns TLS on.");

    public Option<string?> TlsKey { get; } = Text("--tls-key", "FILE", "Its private key (PEM).");

    public Option<string?> OutboxMb { get; } = Text("--outbox-mb", "MB", "Largest an outbox may get. Default 8000.");

    public Option<string?> MinFreeMb { get; } = Text("--min-free-mb", "MB", "Free disk that outboxes leave to others: below it they thin what is not sent yet. Default 200.");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> InOrder => [Site, Data, Mqtt, MqttDriver, Node, All, Hardware, Clock, Seed, BinFault, History, Speed, KeepDays, KeepMb, OutboxMb, MinFreeMb, Secrets, TlsCa, TlsCert, TlsKey];

    /// <summary>Those that <c>drain</c> takes: it reads no sensor.</summary>
    public IEnumerable<Option> ForDrain => [Site, Data, Mqtt, MqttDriver, Node, All, KeepDays, KeepMb, OutboxMb, MinFreeMb, Secrets, TlsCa, TlsCert, TlsKey];

    /// <summary>Those that <c>doctor</c> takes: what there is of them is looked at.</summary>
    public IEnumerable<Option> ForDoctor => [Site, Data, Mqtt, MqttDriver, Node, Hardware, Seed, Secrets, TlsCa, TlsCert, TlsKey];

    /// <summary>Those that <c>watch</c> takes.</summary>
    public IEnumerable<Option> ForWatch => [Site, Data, Node, Hardware, Seed];

    private static Option<string?> Text(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description,
        DefaultValueFactory = _ => FromEnvironment(name),
    };

    private static string? FromEnvironment(string option)
    {
        var value = Environment.GetEnvironmentVariable("ARENA_" + option[2..].Replace('-', '_').ToUpperInvariant());
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }
}
