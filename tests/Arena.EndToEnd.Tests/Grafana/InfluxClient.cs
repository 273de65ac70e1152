using System.Text;
using System.Text.Json;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>Writes to an InfluxDB 1.x and asks it as Grafana's data source does.</summary>
internal sealed class InfluxClient(Uri address, string database = "arena") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Writes line protocol with timestamps in milliseconds.</summary>
    public async Task WriteAsync(IEnumerable<string> lines)
    {
        foreach (var chunk in lines.Chunk(10_000))
        {
            using var body = new StringContent(string.Join('\n', chunk), Encoding.UTF8);
            using var answer = await _http.PostAsync(new Uri($"/write?db={database}&precision=ms", UriKind.Relative), body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Asks by POST, times in milliseconds.</summary>
    /// <returns>The series of the one statement; empty when it found nothing.</returns>
    public async Task<IReadOnlyList<InfluxSeries>> QueryAsync(string query)
    {
        using var body = new FormUrlEncodedContent([new("q", query)]);
        using var answer = await _http.PostAsync(new Uri($"/query?db={database}&epoch=ms", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{query}\n{text}");
        using var document = JsonDocument.Parse(text);
        var result = document.RootElement.GetProperty("results")[0];
        Assert.False(result.TryGetProperty("error", out var error), $"{query}\n{error}");
        return result.TryGetProperty("series", out var series) ? [.. series.EnumerateArray().Select(InfluxSeries.Read)] : [];
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>One series of an answer.</summary>
internal sealed record InfluxSeries(string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Columns, IReadOnlyList<JsonElement> Rows)
{
    public static InfluxSeries Read(JsonElement series) => new(
        series.GetProperty("name").GetString()!,
        series.TryGetProperty("tags", out var tags) ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!) : [],
        [.. series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)],
        [.. series.GetProperty("values").EnumerateArray().Select(row => row.Clone())]);
}
