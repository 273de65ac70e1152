using Microsoft.Net.Http.Headers;

namespace Arena.Ingest.Api.Samples;

/// <summary>Chooses the format: by <c>format=</c>, else by <c>Accept</c>, else JSON.</summary>
internal static class SampleFormats
{
    private const string Fix = "Use format=json, csv or ndjson, or Accept: application/json, text/csv, application/x-ndjson.";

    public static SampleFormat Choose(string? format, IEnumerable<string?> accept)
    {
        if (format is not null)
            return ByName(format) ?? throw new ApiFault(StatusCodes.Status406NotAcceptable, "format", $"There is no format \"{QueryText.Shown(format)}\".", Fix);

        var wanted = accept.Where(line => !string.IsNullOrWhiteSpace(line)).OfType<string>().ToList();
        if (wanted.Count == 0)
            return new JsonFormat();
        if (!MediaTypeHeaderValue.TryParseList(wanted, out var types))
            throw new ApiFault(StatusCodes.Status406NotAcceptable, "Accept", "Accept can't be read.", Fix);

        return types
            .Where(type => type.Quality is not 0)
            .OrderByDescending(type => type.Quality ?? 1)
            .Select(ByType)
            .FirstOrDefault(found => found is not null)
            ?? throw new ApiFault(StatusCodes.Status406NotAcceptable, "Accept", "None of the accepted types can be given.", Fix);
    }

    private static SampleFormat? ByName(string name) => name switch
    {
        "json" => new JsonFormat(),
        "csv" => new CsvFormat(),
        "ndjson" => new NdjsonFormat(),
        _ => null,
    };

    private static SampleFormat? ByType(MediaTypeHeaderValue type) => type.MediaType.Value switch
    {
        "application/json" or "application/*" or "*/*" => new JsonFormat(),
        "text/csv" or "text/*" => new CsvFormat(),
        "application/x-ndjson" => new NdjsonFormat(),
        _ => null,
    };
}
