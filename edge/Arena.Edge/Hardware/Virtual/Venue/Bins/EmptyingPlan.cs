namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>When a bin is emptied: every morning, and by the clean-up after a match, each bin at its own minute.</summary>
internal sealed class EmptyingPlan(Moments moments, Noise noise)
{
    private const double MorningHour = 6.2;
    private const double MorningRoundHours = 1.1;
    private const double CleanUpMinute = 155;
    private const double CleanUpRoundMinutes = 75;

    /// <summary>The last one at or before a moment, µs since 1970.</summary>
    public long LastAt(long us)
    {
        var today = moments.LocalOf(us).Date;
        var morning = MorningOf(today);
        var last = morning <= us ? morning : MorningOf(today.AddDays(-1));
        foreach (var match in moments.Calendar.All)
        {
            var cleaned = CleanedAfter(match);
            if (cleaned <= us && cleaned > last) last = cleaned;
        }

        return last;
    }

    /// <summary>The first one after a moment.</summary>
    public long NextAfter(long us)
    {
        var today = moments.LocalOf(us).Date;
        var morning = MorningOf(today);
        var next = morning > us ? morning : MorningOf(today.AddDays(1));
        foreach (var match in moments.Calendar.All)
        {
            var cleaned = CleanedAfter(match);
            if (cleaned > us && cleaned < next) next = cleaned;
        }

        return next;
    }

    private long MorningOf(DateTime day) => moments.UsOf(day.AddHours(MorningHour + (MorningRoundHours * noise.At(-day.Ticks))));

    private long CleanedAfter(MatchDay match) =>
        match.KickOffUs + (long)((CleanUpMinute + (CleanUpRoundMinutes * noise.At(-match.KickOffUs))) * 60e6);
}
