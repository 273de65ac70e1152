using Arena.Wire;

namespace Arena.Ingest.Checks;

/// <summary>Something that was changed at some bins on a day, to be told from what their checks were before.</summary>
internal sealed record Trial
{
    /// <summary>The sender's own name for it: 32 hex digits.</summary>
    public required string Action { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required string Who { get; init; }

    /// <summary>Name for people: <c>Nya skyltar söder</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was changed: <see cref="CheckWords.Changes"/>.</summary>
    public required string What { get; init; }

    /// <summary>Its bins; empty where it is of whole zones.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>Its zones; empty where it is of bins.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>From when on what is compared with was as it was.</summary>
    public required UnixTime Before { get; init; }

    /// <summary>When the change was made.</summary>
    public required UnixTime From { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public UnixTime? To { get; init; }

    /// <summary>It was written down by mistake.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Whether a check was made at one of its bins.</summary>
    public bool Covers(SortingCheck check) => Points.Contains(check.Point) || Zones.Contains(check.Zone);
}
