namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>When a bin is emptied: every weekday's morning, and by the clean-up after a match, each bin at its own minute.</summary>
internal sealed class EmptyingPlan(Moments moments, Noise noise)
{
    /// <summary>A weekend, with a day on either side for time zones.</summary>
    private const int MostDaysBetween = 5;

    private const double MorningHour = 6.2;
    private const double MorningRoundHours = 1.1;
    private const double CleanUpMinute = 155;
    private const double CleanUpRoundMinutes = 75;

    /// <summary>The last one at or before a moment, µs since 1970.</summary>
    public long LastAt(long us)
    {
        var local = moments.LocalOf(us).Date;
        var last = long.MinValue;
        for (var back = 0; back <= MostDaysBetween && last == long.MinValue; back++)
        {
            if (MorningOf(local.AddDays(-back)) is { } morning && morning <= us) last = morning;
        }

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
        var local = moments.LocalOf(us).Date;
        var next = long.MaxValue;
        for (var on = 0; on <= MostDaysBetween && next == long.MaxValue; on++)
        {
            if (MorningOf(local.AddDays(on)) is { } morning && morning > us) next = morning;
        }

        foreach (var match in moments.Calendar.All)
        {
            var cleaned = CleanedAfter(match);
            if (cleaned > us && cleaned < next) next = cleaned;
        }

        return next;
    }

    private long? MorningOf(DateTime day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        ? null
        : moments.UsOf(day.AddHours(MorningHour + (MorningRoundHours * noise.At(-day.Ticks))));

    private long CleanedAfter(MatchDay match) =>
        match.KickOffUs + (long)((CleanUpMinute + (CleanUpRoundMinutes * noise.At(-match.KickOffUs))) * 60e6);
}
