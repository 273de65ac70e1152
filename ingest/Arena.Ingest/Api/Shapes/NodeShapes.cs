using System.ComponentModel;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The nodes.</summary>
internal sealed record NodesShape(IReadOnlyList<NodeShape> Nodes);

/// <summary>A node as it stands.</summary>
internal sealed record NodeShape(
    string Node,
    TitleShape Title,
    string Zone,
    [property: Description("Position on the map, [x, y].")] double[] At,
    [property: Description("online, offline, or unknown when it never said.")] string State,
    [property: Description("Since when ingest knows this state; null while unknown.")] DateTime? StateSince,
    [property: Description("When its last payload came.")] DateTime? LastBatch,
    [property: Description("Time of its newest sample.")] DateTime? LastSample,
    [property: Description("Outbox it writes now.")] string? Epoch,
    [property: Description("Every batch of the epoch up to this is terminal.")] long? Low,
    [property: Description("Highest batch known to exist in the epoch.")] long? Highest,
    [property: Description("Batches up to highest that are not terminal.")] long Pending,
    long StoredBatches,
    long QuarantinedBatches,
    long QuarantinedSamples,
    [property: Description("Version of its worker.")] string? Version)
{
    public static NodeShape From(NodeReport report) => new(
        report.Node.Name,
        TitleShape.From(report.Node.Title),
        report.Node.Zone,
        [report.Node.At.X, report.Node.At.Y],
        report.Signs.Online switch { true => "online", false => "offline", null => "unknown" },
        report.Signs.Since?.ToUtc(),
        report.LastReceived?.ToUtc(),
        report.LastSample?.ToUtc(),
        report.Epoch?.ToString(),
        report.Low,
        report.Highest,
        report.Pending,
        report.StoredBatches,
        report.QuarantinedBatches,
        report.QuarantinedSamples,
        report.Signs.Version);
}
