using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Arena.Ingest.Figures;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Reads through InfluxQL, in the subset that 1.8, 2 and 3 share, page by page. Names in a query are slugs and names of the registry, checked
/// here, so nothing in them can end a string.
/// </summary>
internal sealed class InfluxReader(InfluxClient client, string site, TimeProvider time)
{
    private const int PageRows = 10_000;
    private const int MostTries = 5;

    // A line is written field by field: for a moment a query may see some of them.
    private static readonly TimeSpan WhileWritten = TimeSpan.FromMilliseconds(100);

    // Moments that fit InfluxDB's ns since 1970, a little inside.
    private const long EarliestUs = -9_223_372_036_000_000;
    private const long LatestUs = 9_223_372_036_000_000;

    /// <summary>Raw samples in time order.</summary>
    public async IAsyncEnumerable<StoredSample> SamplesAsync(
        SeriesName series, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var select = $"SELECT \"{series.Quantity.Field}\", \"quality\" FROM \"{series.Quantity.Measurement}\"";
        await foreach (var row in RowsAsync(select, series.Point, from, to, cancellationToken))
        {
            // Someone else may have written the field as another type in another shard: that is no sample.
            if (row[1].ValueKind == JsonValueKind.Number)
                yield return new StoredSample(new UnixTime(row[0].GetInt64()), row[1].GetDouble(), QualityOf(row[2]));
        }
    }

    /// <summary>Rollups in time order.</summary>
    /// <exception cref="StoreUnavailableException">One of them stays half written.</exception>
    public async IAsyncEnumerable<AggregatedWindow> RollupsAsync(
        SeriesName series, RollupLevel level, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var field = series.Quantity.Field;
        var select = $"SELECT \"{field}_count\", \"{field}_sum\", \"{field}_min\", \"{field}_max\", \"{field}_first\", \"{field}_last\" "
            + $"FROM \"{series.Quantity.Measurement}_{level.Suffix()}\"";
        var next = from;
        for (var attempt = 1; ; attempt++)
        {
            var whole = true;
            await foreach (var row in RowsAsync(select, series.Point, next, to, cancellationToken))
            {
                whole = IsWhole(row);
                if (!whole)
                    break;
                next = row[0].GetInt64() + 1;
                attempt = 1;
                yield return new AggregatedWindow(
                    new UnixTime(row[0].GetInt64()), (long)row[1].GetDouble(), row[2].GetDouble(), row[3].GetDouble(), row[4].GetDouble(), row[5].GetDouble(), row[6].GetDouble());
            }

            if (whole)
                yield break;
            if (attempt == MostTries)
                throw new StoreUnavailableException($"the {level.Suffix()} rollup of {series} at or after {new UnixTime(next)} is half written: ask again; if it stays so, someone else writes there");
            await Task.Delay(WhileWritten, time, cancellationToken);
        }
    }

    /// <summary>The newest sample of every series of the site.</summary>
    public async Task<List<Sample>> LatestAsync(CancellationToken cancellationToken)
    {
        var statements = Quantities.All.Select(quantity =>
            $"SELECT last(\"{quantity.Field}\"), \"quality\" FROM \"{quantity.Measurement}\" WHERE \"site\" = '{Checked(site)}' GROUP BY \"point\"");
        using var answer = await client.QueryAsync(string.Join("; ", statements), cancellationToken);
        var latest = new List<Sample>();
        foreach (var (result, quantity) in answer.RootElement.GetProperty("results").EnumerateArray().Zip(Quantities.All))
        {
            foreach (var series in SeriesOf(result))
            {
                var row = series.GetProperty("values")[0];
                if (row[1].ValueKind != JsonValueKind.Number)
                    continue;
                var point = series.GetProperty("tags").GetProperty("point").GetString()!;
                latest.Add(new Sample(new SeriesName(point, quantity), new UnixTime(row[0].GetInt64()), row[1].GetDouble(), QualityOf(row[2])));
            }
        }

        return latest;
    }

    /// <summary>Whether the server understands InfluxQL; VictoriaMetrics answers every query with its list of databases.</summary>
    public async Task<bool> UnderstandsAsync(CancellationToken cancellationToken)
    {
        using var answer = await client.QueryAsync("SHOW MEASUREMENTS LIMIT 1", cancellationToken);
        return !SeriesOf(answer.RootElement.GetProperty("results")[0]).Any(series => series.GetProperty("name").GetString() == "databases");
    }

    /// <summary>Rows of one figure in time order: time and value.</summary>
    public IAsyncEnumerable<JsonElement> FigureRowsAsync(FigureField field, string subject, long from, long to, CancellationToken cancellationToken) =>
        RowsAsync($"SELECT \"{field.Name}\" FROM \"{field.Measurement}\"", subject, from, to, cancellationToken, field.SubjectTag);

    private async IAsyncEnumerable<JsonElement> RowsAsync(
        string select, string subject, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken, string tag = "point")
    {
        var end = Math.Min(to, LatestUs);
        for (var next = Math.Max(from, EarliestUs); next < end;)
        {
            var query = string.Create(CultureInfo.InvariantCulture,
                $"{select} WHERE \"site\" = '{Checked(site)}' AND \"{tag}\" = '{Checked(subject)}' AND time >= {next}000 AND time < {end}000 ORDER BY time ASC LIMIT {PageRows}");
            using var answer = await client.QueryAsync(query, cancellationToken);
            var rows = 0;
            foreach (var row in SeriesOf(answer.RootElement.GetProperty("results")[0]).SelectMany(series => series.GetProperty("values").EnumerateArray()))
            {
                rows++;
                next = row[0].GetInt64() + 1;
                yield return row;
            }

            if (rows < PageRows)
                yield break;
        }
    }

    private static JsonElement.ArrayEnumerator SeriesOf(JsonElement result) =>
        result.TryGetProperty("series", out var series) ? series.EnumerateArray() : default;

    private static Quality QualityOf(JsonElement cell) => cell.ValueKind == JsonValueKind.Null ? Quality.Good : (Quality)cell.GetInt32();

    private static bool IsWhole(JsonElement row) => row.EnumerateArray().All(cell => cell.ValueKind == JsonValueKind.Number);

    private static string Checked(string name) =>
        Slug.IsValid(name) ? name : throw new ArgumentException($"\"{name}\" is not a name of 1 to 63 characters a–z, 0–9 and hyphen", nameof(name));
}
