namespace Arena.Ingest.Figures;

/// <summary>What is computed together.</summary>
internal enum DueKind
{
    /// <summary>A bin's additions and emptyings around an hour (UTC).</summary>
    Bin,

    /// <summary>Results of the matches that an hour (UTC) is part of.</summary>
    Match,

    /// <summary>Completeness of a node in a day of the venue.</summary>
    Node,

    /// <summary>All of that for what was stored before figures were kept.</summary>
    History,
}

/// <summary>Figures that are older than the samples they come from.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Subject">Of what; empty for matches.</param>
/// <param name="Start">Of the hour or day, µs since 1970.</param>
internal readonly record struct DueFigure(DueKind Kind, string Subject, long Start)
{
    /// <summary>Which marking of it was seen; a later one is not taken off with it.</summary>
    public long Change { get; init; }
}
