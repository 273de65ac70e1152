using System.ComponentModel;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Estimates;

namespace Arena.Ingest.Api.Shapes;

/// <summary>Sorting checks of a span, in the order in which they were made.</summary>
internal sealed record ChecksShape(DateTime From, [property: Description("Excluded.")] DateTime To, IReadOnlyList<SortingCheckShape> Checks);

/// <summary>One sorting check.</summary>
internal sealed record SortingCheckShape(
    string Action,
    DateTime At,
    [property: Description("When ingest heard of it.")] DateTime Heard,
    string Point,
    [property: Description("Of the bin as it was then.")] string Zone,
    [property: Description("Of the bin as it was then.")] string Fraction,
    [property: Description("weighed or estimated.")] string Method,
    double? TotalKg,
    [property: Description("Share that belongs elsewhere, 0 to 1.")] double Contamination,
    double? ContaminationKg,
    IReadOnlyList<WrongShape> Wrong,
    string? Note,
    [property: Description("Who made it; null for those who aren't signed in.")] string? By,
    bool Photo,
    [property: Description("It was taken back: it counts nowhere.")] bool Undone)
{
    /// <param name="check">The check.</param>
    /// <param name="named">Whether who made it is told.</param>
    /// <param name="photo">Whether it has a photo.</param>
    public static SortingCheckShape From(SortingCheck check, bool named, bool photo) => new(
        check.Action,
        check.At.ToUtc(),
        check.Heard.ToUtc(),
        check.Point,
        check.Zone,
        check.Fraction,
        check.Method,
        check.TotalKg,
        check.Contamination,
        check.ContaminationKg,
        [.. check.Wrong.Select(part => new WrongShape(part.Fraction, part.Share, part.Share * check.TotalKg))],
        check.Note,
        named ? check.Who : null,
        photo,
        !check.Stands);
}

/// <summary>A part that belongs to another fraction.</summary>
internal sealed record WrongShape(string Fraction, [property: Description("Of the whole, 0 to 1.")] double Share, double? Kg);

/// <summary>Contamination of a span, by zone, bin or fraction.</summary>
internal sealed record ContaminationShape(
    DateTime From,
    [property: Description("Excluded.")] DateTime To,
    [property: Description("zone, point or fraction.")] string By,
    [property: Description("All checks together; null without any.")] ContaminationRowShape? All,
    IReadOnlyList<ContaminationRowShape> Rows);

/// <summary>What the checks of a zone, bin or fraction come to.</summary>
internal sealed record ContaminationRowShape(
    [property: Description("The zone, bin or fraction; empty for all.")] string Key,
    RatioShape Contamination,
    [property: Description("The same by the fraction it belongs to, largest first.")] IReadOnlyList<WrongRatioShape> Wrong,
    [property: Description("Kilos that were weighed.")] double TotalKg,
    double ContaminationKg)
{
    public static ContaminationRowShape From(Contamination row) => new(
        row.Key,
        RatioShape.From(row.All)!,
        [.. row.Wrong.Select(part => new WrongRatioShape(part.Key, RatioShape.From(part.Value)!))],
        row.TotalKg,
        row.WrongKg);
}

/// <summary>A share with its interval.</summary>
internal sealed record RatioShape(
    [property: Description("Weighed by kilos, 0 to 1.")] double Share,
    [property: Description("Of the 95 % interval; null where it can't be told: of one, or where all are alike.")] double? Low,
    [property: Description("Of the 95 % interval; null where it can't be told: of one, or where all are alike.")] double? High,
    [property: Description("Checks.")] int N,
    [property: Description("Of them with kilos; the others count as their mean.")] int Weighed,
    [property: Description("What the interval is made of: the checks; in trials the days they were made on.")] int Units)
{
    public static RatioShape? From(Ratio? ratio) =>
        ratio is null ? null : new RatioShape(ratio.Share, ratio.Interval?.Low, ratio.Interval?.High, ratio.Checks, ratio.Weighed, ratio.Units);
}

/// <summary>A share of one fraction with its interval.</summary>
internal sealed record WrongRatioShape(string Fraction, RatioShape Contamination);
