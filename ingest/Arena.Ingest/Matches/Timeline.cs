using Arena.Wire;

namespace Arena.Ingest.Matches;

/// <summary>The beginning of a phase.</summary>
/// <param name="Phase">Which.</param>
/// <param name="At">When.</param>
/// <param name="ByHand">Someone said so; otherwise the plan does.</param>
internal readonly record struct PhaseStart(MatchPhase Phase, UnixTime At, bool ByHand);

/// <summary>
/// The phases of a match in order: what was started by hand, and between and after it the plan. A half that began late moves all that comes after it; gates
/// that opened late don't move the kick-off. A phase that would begin when a later one has begun is left out.
/// </summary>
internal sealed record Timeline(IReadOnlyList<PhaseStart> Starts)
{
    public UnixTime From => Starts[0].At;

    /// <summary>When all is over.</summary>
    public UnixTime To => Starts[^1].At;

    /// <param name="kickOff">As planned.</param>
    /// <param name="byHand">At most one of each phase, later phases later.</param>
    public static Timeline Of(UnixTime kickOff, IReadOnlyDictionary<MatchPhase, UnixTime> byHand)
    {
        var starts = new List<PhaseStart>();
        var (anchor, anchored) = (MatchPhase.FirstHalf, kickOff);
        foreach (var phase in MatchPhases.InOrder)
        {
            var hand = byHand.TryGetValue(phase, out var said);
            var at = hand ? said : anchored + (phase.FromKickOff() - anchor.FromKickOff());
            if (!hand && starts.Count > 0 && at < starts[^1].At)
                at = starts[^1].At;
            if (hand && phase.Place() >= MatchPhase.FirstHalf.Place())
                (anchor, anchored) = (phase, said);
            starts.Add(new PhaseStart(phase, at, hand));
        }

        return new Timeline([.. starts.Where((start, place) => !IsOvertaken(starts, place) && (place == starts.Count - 1 || start.At < starts[place + 1].At))]);
    }

    /// <summary>What is at a moment: over before the gates, and at the end.</summary>
    public MatchPhase At(UnixTime time)
    {
        var phase = MatchPhase.Over;
        foreach (var start in Starts)
        {
            if (start.At <= time)
                phase = start.Phase;
        }

        return phase;
    }

    /// <summary>The next beginning after a moment; null when there is none.</summary>
    public PhaseStart? After(UnixTime time)
    {
        foreach (var start in Starts)
        {
            if (start.At > time)
                return start;
        }

        return null;
    }

    private static bool IsOvertaken(List<PhaseStart> starts, int place) =>
        !starts[place].ByHand && starts.Skip(place + 1).Any(later => later.ByHand && later.At <= starts[place].At);
}
