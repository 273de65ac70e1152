using Arena.Edge.Hardware.Virtual.Venue.Bins;
using Arena.Edge.Outbox;
using Arena.Edge.Time;
using Arena.Mqtt;
using Arena.Site;

namespace Arena.Edge.Hosting;

/// <summary>What <c>arena-edge run</c> runs, checked.</summary>
internal sealed record RunOptions
{
    /// <summary>The venue.</summary>
    public required SiteManifest Site { get; init; }

    /// <summary>The nodes this process is, at least one.</summary>
    public required IReadOnlyList<SiteNode> Nodes { get; init; }

    /// <summary>Where outboxes are kept, one folder for each node.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>How outboxes seal, and how much they keep.</summary>
    public required OutboxOptions Outbox { get; init; }

    /// <summary>Address and TLS of the broker; client id and user are each node's own.</summary>
    public required MqttLinkOptions Broker { get; init; }

    /// <summary>Password of each node's MQTT user; empty for anonymous.</summary>
    public required IReadOnlyDictionary<string, string> Passwords { get; init; }

    /// <summary>Whose word it is that the machine's clock is right.</summary>
    public required ClockTrust Clock { get; init; }

    /// <summary>Who drives buses and lines.</summary>
    public required HardwareDriver Hardware { get; init; }

    /// <summary>Seed of the virtual venue.</summary>
    public required int Seed { get; init; }

    /// <summary>What is wrong with bins of the virtual venue.</summary>
    public IReadOnlyList<BinFault> BinFaults { get; init; } = [];

    /// <summary>How much of the past is played; zero for none.</summary>
    public required TimeSpan History { get; init; }

    /// <summary>How much faster than real time it is played; null for as fast as can be.</summary>
    public required double? Speed { get; init; }
}

/// <summary>Who drives a node's buses and lines.</summary>
internal enum HardwareDriver
{
    /// <summary>Emulated chips in a modelled venue.</summary>
    Virtual,

    /// <summary>This machine's own: i2c-dev, the GPIO character device, serial ports.</summary>
    Linux,

    /// <summary>The same through System.Device.Gpio and Iot.Device.Bindings; in a build with the driver pack <c>full</c> only.</summary>
    DotnetIot,
}
