namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>Where a bin stands decides when it fills. Told by its name: <c>kitchen</c>, <c>kiosk</c>, <c>lounge</c>, else at the stands.</summary>
/// <param name="Batch">How many spectators' throws one throw is: kitchens carry out bags.</param>
internal abstract record BinPlace(double Batch)
{
    private const double S = 3600;

    public static BinPlace Of(string point) =>
        point.Contains("kitchen", StringComparison.Ordinal) ? new Kitchen()
        : point.Contains("kiosk", StringComparison.Ordinal) ? new Kiosk()
        : point.Contains("lounge", StringComparison.Ordinal) ? new Lounge()
        : new Stand();

    /// <summary>Share of the bin that is filled per second.</summary>
    /// <param name="now">The venue.</param>
    /// <param name="fullHouse">What a full house would make of the bin over a whole match.</param>
    public abstract double FillPerSecond(Moment now, double fullHouse);

    /// <summary>Little before the match, most in half-time and at the end; on other days what visitors leave.</summary>
    private sealed record Stand() : BinPlace(1)
    {
        /// <summary>Share of the match's waste thrown up to a minute from kick-off.</summary>
        private static readonly (double Minute, double Share)[] Thrown =
            [(-75, 0), (-15, 0.09), (0, 0.15), (44, 0.25), (48, 0.31), (60, 0.53), (64, 0.57), (104, 0.68), (108, 0.72), (124, 0.95), (150, 1)];

        public override double FillPerSecond(Moment now, double fullHouse)
        {
            var visitors = now.Weekday.Visitors * 2.6e-4 / S;
            if (now.Match is null) return fullHouse * visitors;
            const double half = Slot.Seconds / 120.0;
            var share = Shape.Through(Thrown, now.Minute + half) - Shape.Through(Thrown, now.Minute - half);
            return fullHouse * ((now.Match.Share * share / Slot.Seconds) + visitors);
        }
    }

    /// <summary>Fills while it prepares: lunch on weekdays, four hours before a match.</summary>
    private sealed record Kitchen() : BinPlace(10)
    {
        public override double FillPerSecond(Moment now, double fullHouse) =>
            ((0.16 * now.Weekday.Lunch) + (0.012 * now.Weekday.Office)
                + (0.14 * now.MatchIn(-250, -180, 50, 110) * (0.4 + (0.6 * now.Match?.Share ?? 0)))) / S;
    }

    /// <summary>Packaging and peelings before the gates open, and in half-time.</summary>
    private sealed record Kiosk() : BinPlace(8)
    {
        public override double FillPerSecond(Moment now, double fullHouse) =>
            ((0.22 * now.MatchIn(-110, -70, 0, 20)) + (0.5 * now.MatchIn(40, 46, 66, 80)) + (0.15 * now.MatchIn(20, 30, 110, 130)))
            * (0.25 + (0.75 * now.Match?.Share ?? 0)) / S;
    }

    /// <summary>Guests of a match, lunch and coffee otherwise.</summary>
    private sealed record Lounge() : BinPlace(2)
    {
        public override double FillPerSecond(Moment now, double fullHouse) =>
            ((0.07 * now.Weekday.Lunch) + (0.014 * now.Weekday.Office)
                + (0.16 * now.MatchIn(-110, -60, 120, 160) * (0.4 + (0.6 * now.Match?.Share ?? 0)))) / S;
    }
}
