using System.ComponentModel;
using System.Text;
using System.Text.Unicode;
using Arena.Ingest.Ledger;
using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

/// <summary>A part of what was refused, newest first.</summary>
internal sealed record QuarantineShape(
    [property: Description("Entries in quarantine that the question lets through, on all pages.")] long Total,
    [property: Description("Entries of this node and reason that were accepted when judged again, since the ledger's beginning.")] long Replayed,
    [property: Description("Entries of this node and reason that were discarded.")] long Discarded,
    IReadOnlyList<QuarantinedShape> Quarantined);

/// <summary>A refused batch or sample.</summary>
internal record QuarantinedShape(
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
    [property: Description("The payload's beginning, at most 4 KiB; of a sample its record as a pack of one. What is no UTF-8 is shown as U+FFFD. Null for who may not tend.")] string? Payload)
{
    private const int MostPayloadBytes = 4096;

    public static QuarantinedShape From(QuarantinedItem item) =>
        Of(item, Encoding.UTF8.GetString(item.Entry.Payload.Span[..Math.Min(item.Entry.Payload.Length, MostPayloadBytes)]));

    protected static QuarantinedShape Of(QuarantinedItem item, string? payload) => new(
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
        payload);
}

/// <summary>A refused batch or sample with all its bytes.</summary>
internal sealed record QuarantinedWholeShape : QuarantinedShape
{
    private QuarantinedWholeShape(QuarantinedShape entry, string? base64, int bytes)
        : base(entry) => (PayloadBase64, PayloadBytes) = (base64, bytes);

    [Description("The payload in base64 where it is no UTF-8; payload is null then.")]
    public string? PayloadBase64 { get; }

    [Description("Length of the payload as kept.")]
    public int PayloadBytes { get; }

    public static QuarantinedWholeShape WholeOf(QuarantinedItem item)
    {
        var payload = item.Entry.Payload.Span;
        return Utf8.IsValid(payload)
            ? new QuarantinedWholeShape(Of(item, Encoding.UTF8.GetString(payload)), null, payload.Length)
            : new QuarantinedWholeShape(Of(item, null), Convert.ToBase64String(payload), payload.Length);
    }
}
