using System.ComponentModel;
using Arena.Ingest.Insight;
using Arena.Ingest.Insight.Accounts;

namespace Arena.Ingest.Api.Shapes;

/// <summary>What there is of a node in a span, what there is not, and why.</summary>
internal sealed record CompletenessShape(
    string Node,
    DateTime From,
    DateTime To,
    CountsShape Counts,
    [property: Description("One for each `every`, from `from` on.")] IReadOnlyList<WindowShape> Windows,
    [property: Description("One for each point of the node.")] IReadOnlyList<PointCountsShape> Points,
    [property: Description("Where data are missing, fewer or less certain, with the cause; in order of time.")] IReadOnlyList<GapShape> Gaps,
    [property: Description("Epochs that received something within the span, or have samples in it.")] IReadOnlyList<EpochShape> Epochs);

/// <summary>All nodes, a line each.</summary>
internal sealed record FleetShape(DateTime From, DateTime To, IReadOnlyList<FleetNodeShape> Nodes);

/// <summary>A node's line.</summary>
internal sealed record FleetNodeShape(
    string Node,
    CountsShape Counts,
    [property: Description("One for each `every`, from `from` on.")] IReadOnlyList<WindowShape> Windows,
    [property: Description("The newest gaps, at most 50, in order of time.")] IReadOnlyList<GapShape> Gaps)
{
    private const int MostGaps = 50;

    public static FleetNodeShape Of(NodeAccount account) => new(
        account.Node.Name, CountsShape.Of(account), [.. account.Windows.Select(WindowShape.Of)], [.. account.Gaps.TakeLast(MostGaps).Select(GapShape.Of)]);
}

/// <summary>Samples of a node, counted.</summary>
internal sealed record CountsShape(
    [property: Description("Since when there is anything of the node; null when there is nothing.")] DateTime? Since,
    [property: Description("By the manifest's paces, from `since` on and until now; events are not expected.")] long Expected,
    [property: Description("Known to have been made: stored, quarantined, thinned and lost. Null where the store can't be read.")] long? Produced,
    [property: Description("In the store, events included; null where it can't be read.")] long? Stored,
    [property: Description("Refused samples in quarantine that came within the span.")] long Quarantined,
    [property: Description("Whole refused batches in quarantine that came within the span.")] long QuarantinedBatches,
    [property: Description("Replaced by fewer on a full disk, in gaps that begin within the span.")] long Thinned,
    [property: Description("Declared lost by the node, in gaps that begin within the span.")] long Lost,
    [property: Description("Batches known to exist that have not come.")] long MissingBatches,
    [property: Description("Share of what was expected that is stored, 0–1; null where nothing was expected or can be known.")] double? Complete)
{
    public static CountsShape Of(NodeAccount account) => new(
        account.Since?.ToUtc(),
        (long)account.Counts.Expected,
        account.Produced,
        account.Counts.Stored,
        account.Quarantined,
        account.QuarantinedBatches,
        account.Thinned,
        account.Lost,
        account.MissingBatches,
        account.Counts.Complete);
}

/// <summary>A window of the span.</summary>
internal sealed record WindowShape(DateTime From, DateTime To, long Expected, long? Stored, double? Complete)
{
    public static WindowShape Of((Interval Span, Counts Counts) window) => new(
        window.Span.From.ToUtc(), window.Span.To.ToUtc(), (long)window.Counts.Expected, window.Counts.Stored, window.Counts.Complete);
}

/// <summary>A point of the node.</summary>
internal sealed record PointCountsShape(string Point, long Expected, long? Stored, double? Complete)
{
    public static PointCountsShape Of((string Point, Counts Counts) point) => new(
        point.Point, (long)point.Counts.Expected, point.Counts.Stored, point.Counts.Complete);
}

/// <summary>A stretch of sample time in which data are missing, fewer or less certain.</summary>
internal sealed record GapShape(
    [property: Description("As the node declared it (thinned, disk-full, node-off…), or not-received, outbox-replaced, unknown.")] string Cause,
    DateTime From,
    DateTime To,
    [property: Description("Outbox of the batches concerned, or null.")] string? Epoch,
    [property: Description("First batch concerned, or null.")] long? First,
    [property: Description("Last batch concerned, or null.")] long? Last,
    [property: Description("Samples concerned; null when nobody can know.")] long? Samples,
    [property: Description("The one point concerned; null for the whole node.")] string? Point,
    [property: Description("For people.")] string Detail,
    [property: Description("The node declared it itself; else it is concluded from what is not there.")] bool Certain)
{
    public static GapShape Of(AccountedGap gap) => new(
        gap.Cause, gap.From.ToUtc(), gap.To.ToUtc(), gap.Epoch?.ToString(), gap.First, gap.Last, gap.Samples, gap.Point, gap.Detail, gap.Certain);
}

/// <summary>One outbox of the node.</summary>
internal sealed record EpochShape(
    string Epoch,
    [property: Description("Every batch up to this is terminal.")] long Low,
    [property: Description("Highest batch known to exist.")] long Highest,
    [property: Description("Batches stored.")] long Stored,
    [property: Description("Batches quarantined whole.")] long Quarantined,
    [property: Description("Runs of batches that are not terminal, [first, last].")] IReadOnlyList<long[]> Missing,
    [property: Description("Runs of batches that the node declared missing and that have not come after all, [first, last].")] IReadOnlyList<long[]> Declared,
    [property: Description("Why no further batch of it will come, or null while one may.")] string? Closed,
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
        [.. completeness.Epoch.Declared.Select(range => new[] { range.First, range.Last })],
        completeness.Epoch.Closed is { } cause ? Arena.Wire.Gaps.GapCauseText.Slug(cause) : null,
        completeness.Epoch.FirstReceived.ToUtc(),
        completeness.Epoch.LastReceived.ToUtc());
}
