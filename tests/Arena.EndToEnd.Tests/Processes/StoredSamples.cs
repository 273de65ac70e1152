using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>Reads what the API returns of every series of the venue: series, microseconds, and the value's bits, each as often as it comes.</summary>
internal static class StoredSamples
{
    /// <summary>All samples of a span.</summary>
    public static async Task<List<(string Series, long TimeUs, long ValueBits)>> ReadAsync(HttpClient http, DateTimeOffset from, DateTimeOffset to)
    {
        var stored = new List<(string, long, long)>();
        var points = await http.GetFromJsonAsync<JsonElement>("api/v1/points");
        foreach (var point in points.GetProperty("points").EnumerateArray())
        {
            var name = point.GetProperty("point").GetString();
            var quantities = string.Join(',', point.GetProperty("quantities").EnumerateArray().Select(quantity => quantity.GetProperty("quantity").GetString()));
            using var answer = await http.GetAsync(
                $"api/v1/samples?point={name}&quantity={quantities}&from={Text(from)}&to={Text(to)}&format=csv", HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
            _ = await lines.ReadLineAsync();
            while (await lines.ReadLineAsync() is { Length: > 0 } line)
            {
                var cells = line.Split(',');
                var time = DateTimeOffset.Parse(cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                stored.Add(($"{cells[1]}/{cells[2]}", (time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10, RunningArena.Bits(cells[4])));
            }
        }

        return stored;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
