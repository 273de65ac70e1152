using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Samples;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Said;

namespace Arena.Ingest.Api.People;

/// <summary>The record of who did what, all logs together: <c>GET /api/v1/record</c>.</summary>
internal static class RecordEndpoint
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/record", Get)
        .Needing(Right.Study)
        .WithName("GetRecord").WithTags("People").WithSummary("Who did what in a span, in the order it was heard")
        .WithParameters("from", "to", "match", "kind", "format")
        .Produces<RecordShape>(StatusCodes.Status200OK, "application/json", "text/csv")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status406NotAcceptable);

    private static IResult Get(
        HttpContext context,
        IEnumerable<ISaidLog> logs,
        AskedSpan span,
        [Description("Begin, RFC 3339; without it 24 hours before to.")] string? from = null,
        [Description("End, RFC 3339, excluded; without it now. At most 366 days from its begin.")] string? to = null,
        [Description(AskedSpan.OfMatch)] string? match = null,
        [Description("Only one of matches, bins, checks, people; without it, all.")] string? kind = null,
        [Description("json (without it) or csv.")] string? format = null)
    {
        if (format is not (null or "json" or "csv"))
            throw new ApiFault(StatusCodes.Status406NotAcceptable, "format", $"There is no format \"{QueryText.Shown(format)}\" here.", "Use format=json or csv.");
        var kinds = logs.Select(log => log.Kind).ToList();
        if (kind is not null && !kinds.Contains(kind))
            throw ApiFault.BadParameter("kind", $"There is no kind \"{QueryText.Shown(kind)}\".", $"Use one of {string.Join(", ", kinds)}.");
        var (begin, end) = span.Of(match, from, to);
        if (end - begin > Longest)
            throw ApiFault.BadParameter("from", $"The span of {(end - begin).TotalDays:0} days is too long.", $"Ask for at most {Longest.TotalDays:0} days at a time.");

        context.Response.Headers.CacheControl = "no-store";
        var lines = logs.Where(log => kind is null || log.Kind == kind).SelectMany(log => log.Lines(begin, end)).OrderBy(line => line.At).ThenBy(line => line.Kind, StringComparer.Ordinal).ThenBy(line => line.Id);
        return format == "csv"
            ? TypedResults.Text(Csv(lines), "text/csv; charset=utf-8; header=present")
            : TypedResults.Ok(new RecordShape(begin.ToUtc(), end.ToUtc(), [.. lines.Select(Shape)]));
    }

    private static RecordLineShape Shape(SaidLine line)
    {
        using var said = JsonDocument.Parse(line.Said);
        return new RecordLineShape(line.At.ToUtc(), line.Who, line.Kind, line.Subject, said.RootElement.Clone());
    }

    private static string Csv(IEnumerable<SaidLine> lines)
    {
        var csv = new StringBuilder("at,who,kind,subject,said\r\n");
        foreach (var line in lines)
            csv.Append(CultureInfo.InvariantCulture, $"{line.At},{CsvText.Cell(line.Who)},{line.Kind},{CsvText.Cell(line.Subject)},{CsvText.Cell(line.Said)}\r\n");
        return csv.ToString();
    }
}
