using Arena.Ingest.Matches;

namespace Arena.Ingest.Rounds.States;

/// <summary>From which level on a bin matters; it hangs on what the match is at.</summary>
/// <param name="Soon">Share of the bin.</param>
/// <param name="Urgent">Share of the bin.</param>
/// <param name="SkipHolds">How long a bin that was skipped is not asked for again.</param>
internal sealed record Thresholds(double Soon, double Urgent, TimeSpan SkipHolds)
{
    /// <summary>From here on nothing more goes in without force.</summary>
    public const double Full = 0.95;

    /// <summary>A bin full this likely when the next phase begins is urgent.</summary>
    public const double ChanceThatIsUrgent = 0.5;

    /// <summary>A bin full this likely by the phase after that is to be emptied soon: it is what the round reckons with.</summary>
    public const double ChanceThatMatters = 0.25;

    // Before the crowd is on its feet (half-time, egress) a bin needs room for a third; while it is, for what is still to come; else it only must not be full.
    private static readonly Thresholds BeforeTheRush = new(0.6, 0.8, TimeSpan.FromMinutes(20));
    private static readonly Thresholds InTheRush = new(0.7, 0.85, TimeSpan.FromMinutes(10));
    private static readonly Thresholds NoRush = new(0.8, 0.9, TimeSpan.FromMinutes(60));

    /// <param name="phase">Of the match that is on; over where none is.</param>
    public static Thresholds During(MatchPhase phase) => phase switch
    {
        MatchPhase.FirstHalf or MatchPhase.SecondHalf => BeforeTheRush,
        MatchPhase.Gates or MatchPhase.HalfTime or MatchPhase.Egress => InTheRush,
        _ => NoRush,
    };
}
