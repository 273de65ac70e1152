using System.ComponentModel;
using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Shapes;

/// <summary>When bins are full.</summary>
internal sealed record ForecastShape(
    [property: Description("When it was computed.")] DateTime T,
    [property: Description("Name of the match it is for, or null when none is near: then there are no bins here.")] string? Match,
    [property: Description("Bins that were heard of within a quarter of an hour, and whose kind has been seen in a past match.")] IReadOnlyList<BinForecastShape> Bins)
{
    public static ForecastShape From(MatchForecast forecast) => new(
        forecast.At.ToUtc(), forecast.Match?.Name, [.. forecast.Bins.Select(each => BinForecastShape.From(each.Bin.Point.Name, each.Outlook))]);
}

/// <summary>What a bin will do for the rest of the match. Moments are null when they would lie after it.</summary>
internal sealed record BinForecastShape(
    string Point,
    [property: Description("Filling level now, 0 to 1.")] double Level,
    [property: Description("When it is full; one time in ten earlier.")] DateTime? FullEarly,
    [property: Description("When it is full; as often earlier as later.")] DateTime? Full,
    [property: Description("When it is full; one time in ten later.")] DateTime? FullLate,
    [property: Description("How fast it fills today; 1 is as usual with such a crowd.")] double Pace,
    [property: Description("Past matches of the bin itself behind it; 0: lent by bins of its zone and fraction.")] int Matches,
    IReadOnlyList<ChanceShape> Chances)
{
    public static BinForecastShape From(string point, BinOutlook outlook) => new(
        point,
        Math.Round(outlook.Level, 3),
        outlook.FullEarly?.ToUtc(),
        outlook.Full?.ToUtc(),
        outlook.FullLate?.ToUtc(),
        Math.Round(outlook.Pace, 2),
        outlook.Matches,
        [.. outlook.Chances.Select(each => new ChanceShape(WhistleShape.From(each.Whistle), Math.Round(each.Chance, 3)))]);
}

/// <summary>How likely a bin is full when a phase begins, 0 to 1.</summary>
internal sealed record ChanceShape(WhistleShape Whistle, double Chance);

/// <summary>A phase to come: first-half, half-time, second-half, egress, clean-up or over.</summary>
internal sealed record WhistleShape(string Phase, [property: Description("When it begins, by plan or by hand.")] DateTime At)
{
    public static WhistleShape From(PhaseStart start) => new(start.Phase.Name(), start.At.ToUtc());
}
