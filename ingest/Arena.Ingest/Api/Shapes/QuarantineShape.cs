using System.ComponentModel;
using System.Text;
using Arena.Ingest.Ledger;
using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The newest of what was refused.</summary>
internal sealed record QuarantineShape(
    [property: Description("Entries in quarantine, of this node or of all.")] long Total,
    IReadOnlyList<QuarantinedShape> Quarantined);

/// <summary>A refused batch or sample.</summary>
internal sealed record QuarantinedShape(
    long Id,
    [property: Description("When it came.")] DateTime T,
    [property: Description("Node in its topic, or null.")] string? Node,
    string Topic,
    [property: Description("batch or sample.")] string Scope,
    [property: Description("Why, in kebab-case: unit-unknown, foreign-point…")] string Reason,
    [property: Description("What was found.")] string Detail,
    [property: Description("SenML name of the sample, or null for a batch.")] string? Name,
    string? Epoch,
    long? Seq,
    [property: Description("The payload's beginning, at most 4 KiB; what is no UTF-8 is shown as U+FFFD.")] string Payload)
{
    private const int MostPayloadBytes = 4096;

    public static QuarantinedShape From(QuarantinedItem item) => new(
        item.Id,
        item.Received.ToUtc(),
        item.Node,
        item.Topic,
        item.Entry.Name is null ? "batch" : "sample",
        item.Entry.Reason.Slug(),
        item.Entry.Detail,
        item.Entry.Name,
        item.Batch?.Epoch.ToString(),
        item.Batch?.Sequence,
        Encoding.UTF8.GetString(item.Entry.Payload.Span[..Math.Min(item.Entry.Payload.Length, MostPayloadBytes)]));
}
