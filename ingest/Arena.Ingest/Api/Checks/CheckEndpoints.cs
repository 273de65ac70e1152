using System.ComponentModel;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Estimates;
using Arena.Ingest.Checks.Photos;
using Arena.Ingest.Decoding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Checks;

/// <summary>What sorting checks found: <c>GET /api/v1/checks</c>, <c>/contamination</c>, <c>/trials</c>, <c>/trials/{trial}</c>.</summary>
internal static class CheckEndpoints
{
    private static readonly string[] Groupings = ["zone", "point", "fraction"];

    public static void Map(RouteGroupBuilder api)
    {
        var open = api.MapGroup("").Needing(Right.View);
        Read(open.MapGet("/checks", GetChecks), "GetChecks", "Sorting checks of a span, those that were taken back too", "from", "to", "match", "point", "format")
            .Produces<ChecksShape>(StatusCodes.Status200OK, "application/json", "text/csv")
            .ProducesFault(StatusCodes.Status404NotFound)
            .ProducesFault(StatusCodes.Status406NotAcceptable);
        Read(open.MapGet("/contamination", GetContamination), "GetContamination", "Share of what was in checked bins that belongs elsewhere, by zone, bin or fraction", "from", "to", "match", "by")
            .WithDescription("Weighed by kilos, with a 95 % interval (ratio estimator; Cochran, Sampling Techniques, 1977). A check without kilos counts as the mean of those with.");
        Read(open.MapGet("/trials", GetTrials), "GetTrials", "Every trial, by its beginning");
        Read(open.MapGet("/trials/{trial}", GetTrial), "GetTrial", "A trial, with its bins' contamination before and after, the difference and its 95 % interval")
            .WithDescription("Days are what varies: checks of one match have its crowd in common. Difference with unequal variances (Welch, 1947). `too-few` says that nothing can be said yet.")
            .ProducesFault(StatusCodes.Status404NotFound);
        CheckChangeEndpoints.Map(api);
        PhotoEndpoints.Map(api);
    }

    private static RouteHandlerBuilder Read(RouteHandlerBuilder endpoint, string name, string summary, params string[] parameters) => endpoint
        .WithName(name)
        .WithTags("Checks")
        .WithSummary(summary)
        .WithParameters(parameters)
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static Results<Ok<ChecksShape>, ContentHttpResult> GetChecks(
        HttpContext context,
        CheckBook book,
        PhotoFolder photos,
        VenueCatalogue catalogue,
        AskedSpan span,
        [Description("Begin, RFC 3339, included; without it 24 hours before to.")] string? from = null,
        [Description("End, RFC 3339, excluded; without it now.")] string? to = null,
        [Description(AskedSpan.OfMatch)] string? match = null,
        [Description("Only of this bin.")] string? point = null,
        [Description("json (without it) or csv.")] string? format = null)
    {
        if (format is not (null or "json" or "csv"))
            throw new ApiFault(StatusCodes.Status406NotAcceptable, "format", $"There is no format \"{QueryText.Shown(format)}\" here.", "Use format=json or csv.");
        if (point is not null && catalogue.Find(point) is null && !book.Checks.Any(check => check.Point == point))
            throw new ApiFault(StatusCodes.Status404NotFound, "point", $"There is no point \"{QueryText.Shown(point)}\".", "/api/v1/points lists them.");
        var (begin, end) = span.OfTaps(match, from, to);
        var named = Named(context);
        var checks = book.Checks
            .Where(check => check.At >= begin && check.At < end && (point is null || check.Point == point))
            .Select(check => SortingCheckShape.From(check, named, photos.Has(check.Action)))
            .ToList();
        return format == "csv"
            ? TypedResults.Text(CheckCsv.Of(checks), CheckCsv.ContentType)
            : TypedResults.Ok(new ChecksShape(begin.ToUtc(), end.ToUtc(), checks));
    }

    private static Ok<ContaminationShape> GetContamination(
        CheckBook book,
        AskedSpan span,
        [Description("Begin, RFC 3339, included; without it 24 hours before to.")] string? from = null,
        [Description("End, RFC 3339, excluded; without it now.")] string? to = null,
        [Description(AskedSpan.OfMatch)] string? match = null,
        [Description("zone (without it), point or fraction.")] string? by = null)
    {
        by = by is null ? "zone" : CheckText.OneOf("by", by, Groupings);
        var (begin, end) = span.OfTaps(match, from, to);
        var checks = book.Checks.Where(check => check.Stands && check.At >= begin && check.At < end).ToList();
        var rows = Contamination.By(checks, check => by switch { "zone" => check.Zone, "point" => check.Point, _ => check.Fraction });
        var all = Contamination.By(checks, _ => "");
        return TypedResults.Ok(new ContaminationShape(
            begin.ToUtc(), end.ToUtc(), by, all.Select(ContaminationRowShape.From).SingleOrDefault(), [.. rows.Select(ContaminationRowShape.From)]));
    }

    private static Ok<TrialsShape> GetTrials(HttpContext context, CheckBook book) =>
        TypedResults.Ok(new TrialsShape([.. book.Trials.Select(trial => TrialShape.Of(trial, Named(context)))]));

    private static Ok<TrialResultShape> GetTrial(HttpContext context, TrialDesk desk, [Description("Its name, as /api/v1/trials lists it.")] string trial)
    {
        var (found, result) = desk.Result(trial);
        return TypedResults.Ok(TrialResultShape.From(found, result, Named(context)));
    }

    // Names of staff are for those who say who they are.
    private static bool Named(HttpContext context) => Visitor.Of(context) is { Here: true } or { Person: not null };
}
