namespace Arena.Ingest.Checks.Estimates;

/// <summary>Checks before and after a change, and what can be said of them. Units are days: checks of one match have its crowd and its weather in common.</summary>
/// <param name="Before">Null without a check.</param>
/// <param name="After">Null without a check.</param>
/// <param name="Difference">Null where a side has no check.</param>
internal sealed record Comparison(Ratio? Before, Ratio? After, Difference? Difference)
{
    /// <summary>Fewer checks than this on a side say nothing.</summary>
    public const int FewestChecks = 5;

    /// <summary>Fewer days than this on a side say nothing: with two, 95 % is more than four standard errors wide.</summary>
    public const int FewestDays = 3;

    /// <summary>What it comes to.</summary>
    public Verdict Verdict => this switch
    {
        _ when !IsEnough(Before) || !IsEnough(After) => Verdict.TooFew,
        { Difference.Interval: { High: < 0 } } => Verdict.Better,
        { Difference.Interval: { Low: > 0 } } => Verdict.Worse,
        _ => Verdict.Unclear,
    };

    public static Comparison Of<TDay>(IReadOnlyCollection<SortingCheck> before, IReadOnlyCollection<SortingCheck> after, Func<SortingCheck, TDay> day)
    {
        var (one, other) = (Ratio.Of(before, day, check => check.Contamination), Ratio.Of(after, day, check => check.Contamination));
        return new Comparison(one, other, one is not null && other is not null ? Difference.Of(one, other) : null);
    }

    private static bool IsEnough(Ratio? side) => side is { Checks: >= FewestChecks, Units: >= FewestDays };
}

/// <summary>What a comparison comes to.</summary>
internal enum Verdict
{
    /// <summary>Too few checks or days: whatever the difference looks like, it says nothing.</summary>
    TooFew,

    /// <summary>The difference may as well be chance.</summary>
    Unclear,

    /// <summary>Less is wrong than before.</summary>
    Better,

    /// <summary>More is wrong than before.</summary>
    Worse,
}
