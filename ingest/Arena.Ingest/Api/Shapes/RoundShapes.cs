using System.ComponentModel;
using Arena.Ingest.Forecast;
using Arena.Ingest.Rounds;

namespace Arena.Ingest.Api.Shapes;

/// <summary>A round past bins.</summary>
internal sealed record RoundShape(
    [property: Description("When it was worked out.")] DateTime T,
    [property: Description("Name of the match, or null when none is near.")] string? Match,
    [property: Description("In walking order, the most urgent whistle first. Bins that were just emptied or skipped are not among them.")] IReadOnlyList<RoundStopShape> Stops,
    ProgressShape Progress)
{
    public static RoundShape From(RoundNow round) => new(
        round.At.ToUtc(), round.Match, [.. round.Stops.Select(stop => RoundStopShape.From(stop, round.Looks.Contains(stop.Bin.Point)))], ProgressShape.From(round.Progress));
}

/// <summary>A bin to empty, or to look at.</summary>
internal sealed record RoundStopShape(
    string Point,
    [property: Description("Before which phase begins; null: now, because it is likely full before the next one.")] WhistleShape? Before,
    [property: Description("How likely it would be full at the phase after that, were it left, 0 to 1.")] double Chance,
    [property: Description("When it is full, as often earlier as later; null when that would be after the match, or nobody knows.")] DateTime? Full,
    [property: Description("When it is full; one time in ten earlier.")] DateTime? FullEarly,
    [property: Description("When it is full; one time in ten later.")] DateTime? FullLate,
    [property: Description("When it is done by one person who walks the round from now; null where the map has no pitch to tell its scale.")] DateTime? Done,
    [property: Description("The walk comes after the whistle: it needs a second person.")] bool TooLate,
    [property: Description("Its level is in doubt (doubt in /api/v1/bins says why): look, and empty it if it is so.")] bool Look)
{
    public static RoundStopShape From(RoundStop stop, bool look) => new(
        stop.Bin.Point,
        stop.Before is { } before ? WhistleShape.From(before) : null,
        Math.Round(stop.Chance, 3),
        stop.Bin.Outlook.Full?.ToUtc(),
        stop.Bin.Outlook.FullEarly?.ToUtc(),
        stop.Bin.Outlook.FullLate?.ToUtc(),
        stop.Done?.ToUtc(),
        stop.TooLate,
        look);
}

/// <summary>How far the round is: of the match that is on, else of the day.</summary>
internal sealed record ProgressShape(
    [property: Description("Emptyings, tapped or sensed.")] int Emptied,
    [property: Description("Bins that are skipped now.")] int Skipped,
    [property: Description("Stops.")] int Left,
    [property: Description("Bins that overflow now.")] int Overflowing,
    [property: Description("What came into bins with a scale.")] double Kg,
    [property: Description("Of that, what is no residual waste, 0 to 1; null before anything came.")] double? SortedShare)
{
    public static ProgressShape From(RoundProgress progress) =>
        new(progress.Emptied, progress.Skipped, progress.Left, progress.Overflowing, progress.Kg, progress.SortedShare);
}
