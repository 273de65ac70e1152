using System.ComponentModel;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Decoding;
using Arena.Ingest.Figures;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Figures;

/// <summary><c>GET /api/v1/figures</c>: values that ingest computed.</summary>
internal static class FiguresEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/figures", Get)
        .WithName("GetFigures")
        .WithTags("Figures")
        .WithSummary("What ingest computed: what came into bins, when they were emptied, what was wrong in them when they were checked, results of matches, how nodes and ingest stood")
        .WithDescription(
            "Computed again when late samples come. `emptied` is 0 where late samples showed that a bin was not emptied; `phase` is true at its time, and may repeat the one before. "
            + "The answer is streamed; one that breaks off ends with the connection, never looking whole.")
        .WithParameters("figure", "subject", "from", "to", "match", "format")
        .Produces<FiguresShape>(StatusCodes.Status200OK, "application/json", "text/csv")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status404NotFound)
        .ProducesFault(StatusCodes.Status406NotAcceptable)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static FigureAnswer Get(
        VenueCatalogue catalogue,
        MatchBook matches,
        IFigureStore figures,
        ApiOptions options,
        AskedSpan span,
        [Description("Names between commas: added_kg, emptied, emptied_kg, checked, contamination, contamination_kg, online, completeness, software, heartbeat, stored, under_way, quarantined_…, phase, attendance, expected_attendance, waste_kg, sorted_kg, energy_wh, water_l, emptyings.")] string? figure = null,
        [Description("Names of bins, nodes, matches, or ingest, between commas; without it, all that have the figure.")] string? subject = null,
        [Description("Begin, RFC 3339, included; without it 24 hours before to.")] string? from = null,
        [Description("End, RFC 3339, excluded; without it now.")] string? to = null,
        [Description(AskedSpan.OfMatch)] string? match = null,
        [Description("json (without it) or csv.")] string? format = null)
    {
        if (format is not (null or "json" or "csv"))
            throw new ApiFault(StatusCodes.Status406NotAcceptable, "format", $"There is no format \"{QueryText.Shown(format)}\" here.", "Use format=json or csv.");
        var query = FigureQuery.Read(figure, subject, span.Of(match, from, to), catalogue, matches, options);
        return new FigureAnswer(query, format == "csv", figures, options.MostRows);
    }
}
