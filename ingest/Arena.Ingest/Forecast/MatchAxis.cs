using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>
/// Lays matches over one another: minutes from kick-off as a usual match has them. Within a phase a moment keeps its share of the phase's length, so that a half-time of
/// 17 minutes lies on one of 15; before the gates and after the end minutes are minutes.
/// </summary>
internal static class MatchAxis
{
    /// <param name="timeline">Of the match.</param>
    /// <param name="time">A moment of its day.</param>
    public static double MinuteOf(Timeline timeline, UnixTime time)
    {
        var starts = timeline.Starts;
        var place = -1;
        while (place + 1 < starts.Count && starts[place + 1].At <= time) place++;
        if (place < 0) return Usual(starts[0]) + (time - starts[0].At).TotalMinutes;
        return Usual(starts[place]) + ((time - starts[place].At).TotalMinutes * Stretch(starts, place));
    }

    /// <summary>The moment at which a match is at a minute; the inverse of <see cref="MinuteOf"/>.</summary>
    public static UnixTime TimeOf(Timeline timeline, double minute)
    {
        var starts = timeline.Starts;
        var place = -1;
        while (place + 1 < starts.Count && Usual(starts[place + 1]) <= minute) place++;
        if (place < 0) return starts[0].At + TimeSpan.FromMinutes(minute - Usual(starts[0]));
        return starts[place].At + TimeSpan.FromMinutes((minute - Usual(starts[place])) / Stretch(starts, place));
    }

    private static double Usual(PhaseStart start) => start.Phase.FromKickOff().TotalMinutes;

    // A timeline has no two starts at one moment.
    private static double Stretch(IReadOnlyList<PhaseStart> starts, int place) => place + 1 == starts.Count
        ? 1
        : (Usual(starts[place + 1]) - Usual(starts[place])) / (starts[place + 1].At - starts[place].At).TotalMinutes;
}
