using System.Globalization;
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
        var (point, topic) = await AMeterAsync();
        var now = TimeProvider.System.GetUtcNow();
        await PublishAsync(topic, $$"""[{"bn":"{{point}}/","bt":{{Seconds(now)}},"n":"active_power","u":"W","v":1234.5}]""");

        await WithinTwoSecondsAsync(async () =>
        {
            var answer = await _arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/samples?point={point}&quantity=active_power");
            return answer.GetProperty("series").EnumerateArray().Any(series => series.GetProperty("samples").EnumerateArray().Any(sample => sample[1].GetDouble() == 1234.5));
        });
    }

    [Fact]
    public async Task An_invalid_pack_is_quarantined_with_its_reason_and_blocks_nothing()
    {
        var (point, topic) = await AMeterAsync();
        var now = TimeProvider.System.GetUtcNow();
        await PublishAsync(topic, "this is no pack");
        await PublishAsync(topic, $$"""[{"bn":"{{point}}/","bt":{{Seconds(now)}},"n":"active_power","u":"kW","v":1},{"n":"active_power","u":"W","v":777}]""");

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

    // Any point with an electricity meter: which, and on which node, is the manifest's business.
    private async Task<(string Point, string Topic)> AMeterAsync()
    {
        var points = await _arena.Http.GetFromJsonAsync<JsonElement>("api/v1/points");
        var meter = points.GetProperty("points").EnumerateArray()
            .First(point => point.GetProperty("quantities").EnumerateArray().Any(quantity => quantity.GetProperty("quantity").GetString() == "active_power"));
        return (meter.GetProperty("point").GetString()!, $"arena/v1/borlange-energi-arena/{meter.GetProperty("node").GetString()}/data");
    }

    private async Task PublishAsync(string topic, string payload)
    {
        await using var publisher = ChildProcess.Start(
            "mosquitto_pub",
            ["-h", "127.0.0.1", "-p", _arena.MqttPort.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", topic, "-m", payload]);
        Assert.Equal(0, await publisher.ExitCodeAsync());
    }

    private static async Task WithinTwoSecondsAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }

    private static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString("R", CultureInfo.InvariantCulture);
}
