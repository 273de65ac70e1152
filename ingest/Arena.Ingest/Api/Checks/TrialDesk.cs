using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Estimates;
using Arena.Ingest.Decoding;
using Arena.Wire;

namespace Arena.Ingest.Api.Checks;

/// <summary>Judges trials that someone writes down, has them kept, and tells what they came to.</summary>
internal sealed class TrialDesk(CheckBook book, VenueCatalogue catalogue, TimeProvider time)
{
    private const int MostPlaces = 200;

    private static readonly TimeSpan ComparedBack = TimeSpan.FromDays(365);

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(catalogue.Manifest.TimeZone);

    /// <exception cref="ApiFault">It can't be so.</exception>
    public Trial Make(string who, NewTrialShape shape)
    {
        var action = Tap.Id("action", shape.Action);
        book.Say(who, Now, action, () =>
        {
            var from = QueryText.Time("from", shape.From ?? throw ApiFault.BadParameter("from", "from is missing.", "Send when the change was made, 2026-11-20T12:00:00+01:00."));
            var before = shape.Before is null ? from - ComparedBack : QueryText.Time("before", shape.Before);
            if (before >= from)
                throw ApiFault.BadParameter("before", $"before ({before}) is not before from ({from}).", "Send when what is compared with began, or leave it out.");
            var (points, zones) = Places(shape);
            var trial = new TrialSaid
            {
                Name = CheckText.Name(shape.Name),
                What = CheckText.OneOf("what", shape.What, CheckWords.Changes),
                Points = points,
                Zones = zones,
                Before = before.ToDateTimeOffset(),
                From = from.ToDateTimeOffset(),
                To = shape.To is null ? null : End(shape.To, from).ToDateTimeOffset(),
            };
            return (action, new CheckSaid { Action = action, At = Happened.At(shape.At, Now).ToDateTimeOffset(), Trial = trial });
        });
        return book.Trial(action) ?? throw Taken();
    }

    /// <exception cref="ApiFault">It can't be so, or there is no such trial.</exception>
    public Trial Change(string who, string name, TrialChangeShape shape)
    {
        var action = Tap.Id("action", shape.Action);
        book.Say(who, Now, action, () =>
        {
            var trial = Find(name);
            if (shape is { To: null, Withdrawn: null })
                throw new ApiFault(StatusCodes.Status400BadRequest, null, "Nothing is changed.", "Send to or withdrawn.");
            var said = new TrialSaid { To = shape.To is null ? null : End(shape.To, trial.From).ToDateTimeOffset(), Withdrawn = shape.Withdrawn };
            return (name, new CheckSaid { Action = action, At = Happened.At(shape.At, Now).ToDateTimeOffset(), Trial = said });
        });
        return Find(name);
    }

    /// <exception cref="ApiFault">There is no such trial.</exception>
    public (Trial Trial, TrialResult Result) Result(string name)
    {
        var trial = Find(name);
        return (trial, TrialResult.Of(trial, book.Checks.Where(check => check.Stands), _zone));
    }

    private UnixTime Now => UnixTime.From(time.GetUtcNow());

    private Trial Find(string name) => book.Trial(name)
        ?? throw new ApiFault(StatusCodes.Status404NotFound, "trial", $"There is no trial \"{QueryText.Shown(name)}\".", "/api/v1/trials lists them.");

    private static UnixTime End(string text, UnixTime from) => QueryText.Time("to", text) is var to && to > from
        ? to
        : throw ApiFault.BadParameter("to", $"to ({to}) is not after from ({from}).", "Send when the trial ended, or leave it out while it goes on.");

    private (IReadOnlyList<string>? Points, IReadOnlyList<string>? Zones) Places(NewTrialShape shape) => shape switch
    {
        { Points: { Count: > 0 and <= MostPlaces } points, Zones: null or { Count: 0 } } => (
            [.. points.Select(point => catalogue.Find(point)?.Point is { Group: "bin", Fraction: not null } bin
                ? bin.Name
                : throw ApiFault.BadParameter("points", $"\"{QueryText.Shown(point)}\" is no bin with a fraction.", "/api/v1/points lists them.")).Distinct(StringComparer.Ordinal)],
            null),
        { Zones: { Count: > 0 and <= MostPlaces } zones, Points: null or { Count: 0 } } => (
            null,
            [.. zones.Select(zone => catalogue.Manifest.Zones.Any(each => each.Name == zone)
                ? zone
                : throw ApiFault.BadParameter("zones", $"There is no zone \"{QueryText.Shown(zone)}\".", "/api/v1/site lists them.")).Distinct(StringComparer.Ordinal)]),
        _ => throw ApiFault.BadParameter("points", "points and zones are both there, both missing, or too many.", $"Send the bins or the zones where something was changed, at most {MostPlaces}."),
    };

    private static ApiFault Taken() => new(StatusCodes.Status409Conflict, "action", "Something else was said under this action.", "Use a new one for each thing you say.");
}
