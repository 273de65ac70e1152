using System.Globalization;
using System.Text;
using System.Text.Json;
using Arena.Ingest.Tests.Figures;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Kilos and the sorted share of a match at bins that weigh themselves, as the round, the live stream, the match and the figures tell them over real HTTP.</summary>
public sealed class BinWithScaleTests : IAsyncLifetime
{
    private readonly UnixTime _now = UnixTime.From(TimeProvider.System.GetUtcNow());
    private RunningIngest _ingest = null!;
    private string _match = "";

    public async ValueTask InitializeAsync()
    {
        _ingest = await RunningIngest.StartAsync(site: MatchGround.Site with { Matches = [] });
        _match = (await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Today FF","kick_off":"{{Ago(60)}}"}""")).GetProperty("match").GetString()!;
    }

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task What_came_in_since_the_gates_is_told_in_kilos_with_the_share_that_was_sorted()
    {
        using var stream = await EventReader.OpenAsync(_ingest.Http);
        await stream.NextAsync("snapshot");

        // Food: 3 kg from before the gates, then 12 more. Residual: 8 kg, and it is emptied in between, which takes nothing of them away.
        await WeighAsync(MatchGround.Food, minute => minute < 20 ? 3 : Math.Min(15, 3 + (minute - 20) * 0.5));
        await WeighAsync(MatchGround.Residual, minute => minute switch { < 20 => 0, < 60 => Math.Min(5, (minute - 20) * 0.25), < 80 => 0, _ => Math.Min(3, (minute - 80) * 0.25) });

        JsonElement progress = default;
        await RunningIngest.UntilAsync(
            async () => (progress = (await _ingest.GetAsync("/api/v1/round")).GetProperty("progress")).GetProperty("kg").GetDouble() >= 20, "the round's kilos are told");
        Assert.Equal((20, 0.6, 1), Counted(progress));
        JsonElement told;
        do
            told = (await stream.NextAsync("round")).GetProperty("progress");
        while (told.GetProperty("kg").GetDouble() < 20);
        Assert.Equal((20, 0.6, 1), Counted(told));

        // Said of the match after the samples are there: its results are computed at once.
        await PostAsync($"/api/v1/matches/{_match}", """{"who":"Kim","attendance":3012}""");
        JsonElement results = default;
        await RunningIngest.UntilAsync(
            async () => (results = (await _ingest.GetAsync($"/api/v1/matches/{_match}")).GetProperty("results")).GetProperty("waste_kg") is { ValueKind: JsonValueKind.Number } kg && kg.GetDouble() >= 20,
            "the match's kilos are told");
        Assert.Equal((20, 12, 1), (Round(results, "waste_kg"), Round(results, "sorted_kg"), Round(results, "emptyings")));
        foreach (var (figure, kg) in new[] { ("waste_kg", 20.0), ("sorted_kg", 12.0) })
        {
            var series = (await _ingest.GetAsync($"/api/v1/figures?figure={figure}&match={_match}")).GetProperty("series")[0];
            Assert.Equal((_match, kg), (series.GetProperty("subject").GetString(), Math.Round(series.GetProperty("figures")[0][1].GetDouble(), 6)));
        }
    }

    [Fact]
    public async Task Before_anything_came_in_there_are_no_kilos_and_no_share()
    {
        await WeighAsync(MatchGround.Food, _ => 3);
        await RunningIngest.UntilAsync(async () => (await _ingest.GetAsync("/api/v1/round")).GetProperty("match").ValueKind != JsonValueKind.Undefined, "there is a round");

        var progress = (await _ingest.GetAsync("/api/v1/round")).GetProperty("progress");
        Assert.Equal((0, JsonValueKind.Null), (progress.GetProperty("kg").GetDouble(), progress.GetProperty("sorted_share").ValueKind));
    }

    private static (double Kg, double Sorted, int Emptied) Counted(JsonElement progress) =>
        (progress.GetProperty("kg").GetDouble(), progress.GetProperty("sorted_share").GetDouble(), progress.GetProperty("emptied").GetInt32());

    // A reading a minute from 150 minutes ago: the gates open at the fifteenth.
    private Task WeighAsync(SeriesName bin, Func<int, double> kg) =>
        _ingest.StoreAsync([.. Enumerable.Range(0, 149).Select(minute => new Sample(bin, _now - TimeSpan.FromMinutes(150 - minute), kg(minute)))]);

    private UnixTime Ago(int minutes) => _now - TimeSpan.FromMinutes(minutes);

    private static double Round(JsonElement results, string field) => Math.Round(results.GetProperty(field).GetDouble(), 6);

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await _ingest.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"{path}: {(int)response.StatusCode} {text}"));
        return JsonDocument.Parse(text).RootElement;
    }
}
