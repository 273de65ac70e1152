using System.Globalization;
using System.Text.Json;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>The newest mark of a ledger generation in the database.</summary>
/// <param name="Generation">Whose.</param>
/// <param name="Mark">The mark.</param>
/// <param name="Ledger">Newest number that the ledger held durably when it was written.</param>
internal readonly record struct NewestMark(long Generation, WriteMark Mark, long Ledger);

/// <summary>Reads marks, and how long the database keeps anything.</summary>
internal sealed class MarkReader(InfluxClient client, InfluxOptions options, string site, string? instance)
{
    // Those of this ingest, where several write to the database.
    private readonly string _own = instance is null ? $"\"site\" = '{site}'" : $"\"site\" = '{site}' AND \"instance\" = '{instance}'";

    /// <summary>The newest of each generation.</summary>
    public async Task<List<NewestMark>> NewestAsync(CancellationToken cancellationToken)
    {
        using var answer = await client.QueryAsync($"SELECT last(\"number\"), \"ledger\" FROM \"{WriteMarks.Measurement}\" WHERE {_own} GROUP BY \"generation\"", cancellationToken);
        return [.. SeriesOf(answer).Select(series =>
        {
            var row = series.GetProperty("values")[0];
            var generation = long.Parse(series.GetProperty("tags").GetProperty("generation").GetString()!, NumberStyles.None, CultureInfo.InvariantCulture);
            return new NewestMark(generation, new WriteMark(row[1].GetInt64(), new UnixTime(row[0].GetInt64())), row[2].GetInt64());
        })];
    }

    /// <summary>Numbers in a span of their times, both ends included.</summary>
    public async Task<HashSet<long>> WithinAsync(UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        using var answer = await client.QueryAsync(
            string.Create(CultureInfo.InvariantCulture, $"SELECT \"number\" FROM \"{WriteMarks.Measurement}\" WHERE {_own} AND time >= {from.Microseconds}000 AND time <= {to.Microseconds}000"),
            cancellationToken);
        return [.. SeriesOf(answer).SelectMany(series => series.GetProperty("values").EnumerateArray()).Select(row => row[1].GetInt64())];
    }

    /// <summary>The newest number before a time; 0 for none.</summary>
    public async Task<long> LastBeforeAsync(UnixTime time, CancellationToken cancellationToken)
    {
        using var answer = await client.QueryAsync(
            string.Create(CultureInfo.InvariantCulture, $"SELECT last(\"number\") FROM \"{WriteMarks.Measurement}\" WHERE {_own} AND time < {time.Microseconds}000"),
            cancellationToken);
        return SeriesOf(answer).Select(series => series.GetProperty("values")[0][1].GetInt64()).FirstOrDefault();
    }

    /// <summary>How long the default retention policy of 1.x keeps samples; null for ever. Other versions are told with an option.</summary>
    public async Task<TimeSpan?> RetentionAsync(CancellationToken cancellationToken)
    {
        if (options.Api != InfluxApi.V1)
            return null;
        using var answer = await client.QueryAsync($"SHOW RETENTION POLICIES ON \"{options.Database}\"", cancellationToken);
        foreach (var series in SeriesOf(answer))
        {
            var columns = series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()).ToList();
            foreach (var row in series.GetProperty("values").EnumerateArray())
            {
                if (row[columns.IndexOf("default")].GetBoolean())
                    return GoDuration.Parse(row[columns.IndexOf("duration")].GetString()!) is { Ticks: > 0 } kept ? kept : null;
            }
        }

        return null;
    }

    private static JsonElement.ArrayEnumerator SeriesOf(JsonDocument answer) =>
        answer.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series) ? series.EnumerateArray() : default;
}
