using Arena.Edge.Outbox;
using Arena.Edge.Uplink;
using Arena.Mqtt;

namespace Arena.Simulation.Tests.Edge;

/// <summary>How the edges of a run are set: the product's own options, with smaller numbers so that minutes show what weeks would.</summary>
internal sealed record EdgeTuning
{
    public OutboxOptions Outbox { get; init; } = new()
    {
        MaxSamples = 8,
        KeepAcknowledged = TimeSpan.FromSeconds(90),
        RenewAtMostEvery = TimeSpan.FromMinutes(2),
    };

    public UplinkOptions Uplink { get; init; } = new() { WindowBatches = 16 };

    /// <summary>Mean time between two samples.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What stands before the storage; a broken rule puts itself there.</summary>
    public Func<IOutboxStorage, IOutboxStorage> AroundStorage { get; init; } = static storage => storage;

    /// <summary>What stands between uplink and link; a broken rule puts itself there.</summary>
    public Func<IMqttLink, BatchLog, IMqttLink> Around { get; init; } = static (link, _) => link;
}
