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

/// <summary>A round past bins.</summary>
internal sealed record RoundShape(
    [property: Description("When what it stands on was computed.")] DateTime T,
    [property: Description("Name of the match, or null when none is near.")] string? Match,
    [property: Description("In walking order, the most urgent whistle first.")] IReadOnlyList<RoundStopShape> Stops)
{
    public static RoundShape From(MatchForecast forecast, IEnumerable<RoundStop> stops) =>
        new(forecast.At.ToUtc(), forecast.Match?.Name, [.. stops.Select(RoundStopShape.From)]);
}

/// <summary>A bin to empty.</summary>
internal sealed record RoundStopShape(
    string Point,
    [property: Description("Before which phase begins; null: now, because it is likely full before the next one.")] WhistleShape? Before,
    [property: Description("How likely it would be full at the phase after that, were it left, 0 to 1.")] double Chance,
    [property: Description("When it is full, as often earlier as later; null when that would be after the match.")] DateTime? Full,
    [property: Description("When it is done by one person who walks the round from now; null where the map has no pitch to tell its scale.")] DateTime? Done,
    [property: Description("The walk comes after the whistle: it needs a second person.")] bool TooLate)
{
    public static RoundStopShape From(RoundStop stop) => new(
        stop.Bin.Point,
        stop.Before is { } before ? WhistleShape.From(before) : null,
        Math.Round(stop.Chance, 3),
        stop.Bin.Outlook.Full?.ToUtc(),
        stop.Done?.ToUtc(),
        stop.TooLate);
}
