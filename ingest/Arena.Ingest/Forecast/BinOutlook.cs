using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>What a bin will do for the rest of a match.</summary>
/// <remarks>Moments are null when they would lie behind the match's end.</remarks>
internal sealed record BinOutlook
{
    /// <summary>Share of the bin, now.</summary>
    public required double Level { get; init; }

    /// <summary>When it is full; in one of ten matches earlier.</summary>
    public required UnixTime? FullEarly { get; init; }

    /// <summary>When it is full, as likely before as after.</summary>
    public required UnixTime? Full { get; init; }

    /// <summary>When it is full; in one of ten matches later.</summary>
    public required UnixTime? FullLate { get; init; }

    /// <summary>How fast today is, 1 being as usual with such a crowd.</summary>
    public required double Pace { get; init; }

    /// <summary>For each beginning of a phase to come, how likely it is that the bin is full by then, 0 to 1.</summary>
    public required IReadOnlyList<ChanceByWhistle> Chances { get; init; }

    /// <summary>Past matches of the bin behind it.</summary>
    public required int Matches { get; init; }
}

/// <summary>How likely a bin is full when a phase begins.</summary>
internal readonly record struct ChanceByWhistle(PhaseStart Whistle, double Chance);
