using System.ComponentModel;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Shapes;

/// <summary>What of a node's batches arrived, and what is missing.</summary>
internal sealed record CompletenessShape(string Node, DateTime From, DateTime To, IReadOnlyList<EpochShape> Epochs);

/// <summary>One outbox of the node.</summary>
internal sealed record EpochShape(
    string Epoch,
    [property: Description("Every batch up to this is terminal.")] long Low,
    [property: Description("Highest batch known to exist.")] long Highest,
    [property: Description("Batches stored.")] long Stored,
    [property: Description("Batches quarantined whole.")] long Quarantined,
    [property: Description("Runs of batches that are not terminal, [first, last].")] IReadOnlyList<long[]> Missing,
    DateTime FirstReceived,
    DateTime LastReceived)
{
    public static EpochShape From(EpochCompleteness completeness) => new(
        completeness.Epoch.Epoch.ToString(),
        completeness.Epoch.Terminal.Low,
        completeness.Highest,
        completeness.Epoch.Stored,
        completeness.Epoch.Quarantined,
        [.. completeness.Missing.Select(range => new[] { range.First, range.Last })],
        completeness.Epoch.FirstReceived.ToUtc(),
        completeness.Epoch.LastReceived.ToUtc());
}
