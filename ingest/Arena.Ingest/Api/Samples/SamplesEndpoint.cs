using System.ComponentModel;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store;

namespace Arena.Ingest.Api.Samples;

/// <summary><c>GET /api/v1/samples</c>.</summary>
internal static class SamplesEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/samples", Get)
        .WithName("GetSamples")
        .WithTags("Samples")
        .WithSummary("Samples of one or more series, raw or in windows")
        .WithDescription(
            "Without `every`: raw samples with their quality, at most 400 days. With `every`: one aggregate for each window that has samples, windows aligned to "
            + "1970-01-01T00:00Z. The answer is streamed; one that breaks off ends with the connection, never looking whole.")
        .WithParameters("point", "quantity", "from", "to", "match", "every", "agg", "format")
        .Produces<SamplesShape>(StatusCodes.Status200OK, "application/json", "text/csv", "application/x-ndjson")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status404NotFound)
        .ProducesFault(StatusCodes.Status406NotAcceptable)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static SampleAnswer Get(
        HttpRequest request,
        VenueCatalogue catalogue,
        ISampleStore store,
        ApiOptions options,
        AskedSpan span,
        [Description("Names of points between commas.")] string? point = null,
        [Description("Names of quantities between commas; without it, all of the points'.")] string? quantity = null,
        [Description("Begin, RFC 3339, included; without it 24 hours before to.")] string? from = null,
        [Description("End, RFC 3339, excluded; without it now.")] string? to = null,
        [Description(AskedSpan.OfMatch)] string? match = null,
        [Description("Width of windows: 10s, 5m, 1h, 1d.")] string? every = null,
        [Description("mean (without it), min, max, sum, first, last or count; only with every.")] string? agg = null,
        [Description("json, csv or ndjson; without it, Accept decides.")] string? format = null)
    {
        var parameters = new SampleParameters(point, quantity, every, agg);
        var query = SampleQuery.Read(parameters, span.Of(match, from, to), catalogue, options);
        return new SampleAnswer(query, SampleFormats.Choose(format, request.Headers.Accept), store, options.MostRows);
    }
}
