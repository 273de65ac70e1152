using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Subscription;
using Arena.Mqtt;

namespace Arena.Simulation.Tests.Ingest;

/// <summary>How the ingest of a run is set.</summary>
internal sealed record IngestTuning
{
    public FlowLimits Flow { get; init; } = FlowLimits.Paced;

    /// <summary>What stands before the store; a broken rule puts itself there.</summary>
    public Func<ISampleStore, IMqttLink, ILedger, ISampleStore> AroundStore { get; init; } = static (store, _, _) => store;

    /// <summary>What stands before the link.</summary>
    public Func<IMqttLink, IMqttLink> AroundLink { get; init; } = static link => link;
}
