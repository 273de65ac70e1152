using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>A stock <c>mosquitto_pub</c> against the whole system, as the README shows it.</summary>
public sealed class ForeignPublisherTests : IAsyncLifetime
{
    private readonly RunningArena _arena = new();

    public ValueTask InitializeAsync() => _arena.StartAsync(async () =>
    {
        await _arena.StartBrokerAsync();
        await _arena.StartIngestAsync();
    });

    public ValueTask DisposeAsync() => _arena.DisposeAsync();

    [Fact]
    public async Task A_valid_pack_is_in_the_API_within_two_seconds()
    {
        var (point, node) = await _arena.PointAsync("active_power");
        var now = TimeProvider.System.GetUtcNow();
        await _arena.PublishAsync(node, $$"""[{"bn":"{{point}}/","bt":{{RunningArena.Seconds(now)}},"n":"active_power","u":"W","v":1234.5}]""");

        await WithinTwoSecondsAsync(async () =>
        {
            var answer = await _arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/samples?point={point}&quantity=active_power");
            return answer.GetProperty("series").EnumerateArray().Any(series => series.GetProperty("samples").EnumerateArray().Any(sample => sample[1].GetDouble() == 1234.5));
        });
    }

    [Fact]
    public async Task An_invalid_pack_is_quarantined_with_its_reason_and_blocks_nothing()
    {
        var (point, node) = await _arena.PointAsync("active_power");
        var now = TimeProvider.System.GetUtcNow();
        await _arena.PublishAsync(node, "this is no pack");
        await _arena.PublishAsync(node, $$"""[{"bn":"{{point}}/","bt":{{RunningArena.Seconds(now)}},"n":"active_power","u":"kW","v":1},{"n":"active_power","u":"W","v":777}]""");

        await WithinTwoSecondsAsync(async () =>
        {
            var quarantine = await _arena.Http.GetFromJsonAsync<JsonElement>("api/v1/quarantine");
            var reasons = quarantine.GetProperty("quarantined").EnumerateArray().Select(entry => entry.GetProperty("reason").GetString()).ToList();
            var answer = await _arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/samples?point={point}&quantity=active_power");
            return reasons.Contains("not-json")
                && reasons.Contains("unit-not-the-quantitys")
                && answer.GetProperty("series")[0].GetProperty("samples").EnumerateArray().Any(sample => sample[1].GetDouble() == 777);
        });
    }

    private static async Task WithinTwoSecondsAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }
}
