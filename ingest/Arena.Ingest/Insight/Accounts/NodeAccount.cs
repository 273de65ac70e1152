using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Insight.Accounts;

/// <summary>What there is of a node in a span, and what there is not. Counts are of samples where they don't say batches.</summary>
internal sealed record NodeAccount
{
    public required SiteNode Node { get; init; }

    public required Interval Span { get; init; }

    /// <summary>Since when there is anything of it; null when there is nothing.</summary>
    public required UnixTime? Since { get; init; }

    public required Counts Counts { get; init; }

    /// <summary>In the quarantine, by when they came.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Whole batches in the quarantine, by when they came.</summary>
    public required long QuarantinedBatches { get; init; }

    /// <summary>Replaced by fewer on the node, in gaps that begin in the span.</summary>
    public required long Thinned { get; init; }

    /// <summary>Declared lost by the node, in gaps that begin in the span.</summary>
    public required long Lost { get; init; }

    /// <summary>Batches known to exist that have not come, of the epochs that concern the span.</summary>
    public required long MissingBatches { get; init; }

    /// <summary>One for each window asked for, in order.</summary>
    public required IReadOnlyList<(Interval Span, Counts Counts)> Windows { get; init; }

    /// <summary>One for each point, in the manifest's order.</summary>
    public required IReadOnlyList<(string Point, Counts Counts)> Points { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<AccountedGap> Gaps { get; init; }

    /// <summary>Samples the node is known to have made; null where the store can't be read.</summary>
    public long? Produced => Counts.Stored + Quarantined + Thinned + Lost;
}

/// <summary>Samples that were to come and that are there.</summary>
/// <param name="Expected">By the manifest's paces, from the node's first sample to now; events are not expected.</param>
/// <param name="Stored">There, events included; null where the store can't be read.</param>
/// <param name="Met">Of those expected, there; a pace that was exceeded counts once.</param>
internal readonly record struct Counts(double Expected, long? Stored, double Met)
{
    /// <summary>Share of what was expected, 0–1; null where nothing was, or nothing can be known.</summary>
    public double? Complete => Stored is null || Expected < 1 ? null : Math.Clamp(Met / Expected, 0, 1);

    public static Counts operator +(Counts one, Counts other) => new(one.Expected + other.Expected, one.Stored + other.Stored, one.Met + other.Met);
}
