using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Wire;

namespace Arena.Ingest.Rounds.States;

/// <summary>All that a bin is judged by.</summary>
internal sealed record BinCase
{
    public required string Point { get; init; }

    public required UnixTime Now { get; init; }

    /// <summary>What its sensors said.</summary>
    public required BinSensed Sensed { get; init; }

    /// <summary>What happened to it within a day, in order.</summary>
    public required IReadOnlyList<BinHappening> Happened { get; init; }

    /// <summary>Why its level is not believed, or null.</summary>
    public Doubt? Doubt { get; init; }

    /// <summary>What the match is at; over where none is on.</summary>
    public MatchPhase Phase { get; init; }

    /// <summary>What it will do for the rest of the match, or null where nobody knows.</summary>
    public BinOutlook? Outlook { get; init; }

    /// <summary>The venue's last midnight.</summary>
    public required UnixTime Midnight { get; init; }
}
