namespace Arena.Ingest.Forecast;

/// <summary>How today differs from the habit, by what has come so far: a Gamma law of the match's own factor, as things thrown in one by one update it.</summary>
/// <param name="Mean">Expected factor.</param>
/// <param name="Variance">Of it.</param>
internal readonly record struct TodaysPace(double Mean, double Variance)
{
    /// <param name="habit">Of the bin.</param>
    /// <param name="crowd">Of today; its doubt is one about the factor.</param>
    /// <param name="came">What came in the cells that are over, as shares of the bin.</param>
    /// <param name="expected">What was expected in the same cells.</param>
    public static TodaysPace Of(BinHabit habit, Crowd crowd, double came, double expected)
    {
        // Gamma(shape a, rate a) has mean 1 and variance 1/a; things of size Lump arrive as a Poisson stream, of which came/Lump were seen where expected/Lump were awaited.
        var prior = 1 / (habit.Between + Math.Pow(habit.Follows * crowd.Doubt, 2));
        var shape = prior + (Math.Max(0, came) / habit.Lump);
        var rate = prior + (Math.Max(0, expected) / habit.Lump);
        return new TodaysPace(shape / rate, shape / (rate * rate));
    }
}
