using System.ComponentModel;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Estimates;

namespace Arena.Ingest.Api.Shapes;

/// <summary>All trials, by their beginning.</summary>
internal sealed record TrialsShape(IReadOnlyList<TrialShape> Trials);

/// <summary>A trial.</summary>
internal sealed record TrialShape(
    [property: Description("Its name in addresses.")] string Trial,
    string Name,
    [property: Description("signs, layout or other.")] string What,
    IReadOnlyList<string> Points,
    IReadOnlyList<string> Zones,
    [property: Description("Begin of what is compared with.")] DateTime Before,
    DateTime From,
    [property: Description("Null while it goes on.")] DateTime? To,
    [property: Description("Who wrote it down; null for those who aren't signed in.")] string? By,
    [property: Description("It was written down by mistake.")] bool Withdrawn)
{
    /// <param name="trial">The trial.</param>
    /// <param name="named">Whether who wrote it down is told.</param>
    public static TrialShape Of(Trial trial, bool named) => new(
        trial.Action, trial.Name, trial.What, trial.Points, trial.Zones, trial.Before.ToUtc(), trial.From.ToUtc(), trial.To?.ToUtc(), named ? trial.Who : null, trial.Withdrawn);
}

/// <summary>A trial and what it came to.</summary>
internal sealed record TrialResultShape(
    TrialShape Trial,
    [property: Description("Where something was changed.")] ComparisonShape Own,
    [property: Description("The same for each fraction that was checked on both sides.")] IReadOnlyList<FractionComparisonShape> Fractions,
    [property: Description("Bins of the same fractions where nothing was changed: what the days themselves did.")] ComparisonShape Elsewhere,
    [property: Description("What a side needs at least to say anything.")] LeastShape Least)
{
    public static TrialResultShape From(Trial trial, TrialResult result, bool named) => new(
        TrialShape.Of(trial, named),
        ComparisonShape.From(result.Own),
        [.. result.Fractions.Select(fraction => new FractionComparisonShape(fraction.Key, ComparisonShape.From(fraction.Value)))],
        ComparisonShape.From(result.Elsewhere),
        new LeastShape(Comparison.FewestChecks, Comparison.FewestDays));
}

/// <summary>Checks before and after.</summary>
internal sealed record ComparisonShape(
    [property: Description("too-few, unclear, better or worse.")] string Verdict,
    [property: Description("Null without a check.")] RatioShape? Before,
    [property: Description("Null without a check.")] RatioShape? After,
    [property: Description("After less before; null where a side has no check.")] double? Difference,
    [property: Description("Of the 95 % interval of the difference.")] double? Low,
    [property: Description("Of the 95 % interval of the difference.")] double? High)
{
    public static ComparisonShape From(Comparison comparison) => new(
        comparison.Verdict switch
        {
            Ingest.Checks.Estimates.Verdict.TooFew => "too-few",
            Ingest.Checks.Estimates.Verdict.Unclear => "unclear",
            Ingest.Checks.Estimates.Verdict.Better => "better",
            Ingest.Checks.Estimates.Verdict.Worse => "worse",
            var other => throw new ArgumentOutOfRangeException(nameof(comparison), other, "There is no such verdict."),
        },
        RatioShape.From(comparison.Before),
        RatioShape.From(comparison.After),
        comparison.Difference?.Value,
        comparison.Difference?.Interval?.Low,
        comparison.Difference?.Interval?.High);
}

/// <summary>A comparison of one fraction's bins.</summary>
internal sealed record FractionComparisonShape(string Fraction, ComparisonShape Comparison);

/// <summary>Smallest sample that is judged.</summary>
internal sealed record LeastShape(int Checks, int Days);
