using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>False levels, from the emulated chip and the reed switch through driver, worker, broker and ingest to how bins stand.</summary>
public sealed class DoubtfulBinTests
{
    private const string WithBag = "bin-south-1-residual";
    private const string WithLid = "bin-south-1-food";
    private const string Sound = "bin-south-1-plastic";

    [Fact]
    public async Task A_bag_that_hangs_and_a_lid_that_stands_open_are_told_as_doubt_and_not_as_full_bins()
    {
        // Half an hour ago, in the past that the worker plays first.
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await using var arena = new RunningArena { Node = "node-bins-south-west" };
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.05, "--bin-fault", $"{WithBag}=bag-caught@{since},{WithLid}=lid-open@{since}");

        var bins = await DoubtedAsync(arena.Http);
        Assert.Equal("lid-open", Reason(bins[WithLid]));
        Assert.Contains(Reason(bins[WithBag]), (string[])["bag-caught", "dirty-sensor"]);
        foreach (var bin in (string[])[WithBag, WithLid])
        {
            Assert.InRange(bins[bin].GetProperty("level").GetDouble(), 0.85, 0.95);
            Assert.DoesNotContain(bins[bin].GetProperty("state").GetString(), (string[])["full", "urgent"]);
        }

        Assert.Equal(JsonValueKind.Null, bins[Sound].GetProperty("doubt").ValueKind);
    }

    // Until both are doubted, which nothing announces but the live stream, and that says it no sooner.
    private static async Task<Dictionary<string, JsonElement>> DoubtedAsync(HttpClient http)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        var seen = "";
        try
        {
            while (true)
            {
                var answer = await http.GetFromJsonAsync<JsonElement>("api/v1/bins", limit.Token);
                var bins = answer.GetProperty("bins").EnumerateArray().ToDictionary(bin => bin.GetProperty("point").GetString()!);
                seen = $"{bins[WithBag]} {bins[WithLid]}";
                if (Reason(bins[WithBag]) is not null && Reason(bins[WithLid]) is not null)
                    return bins;
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException late) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The bins were not doubted within 90 s: {seen}", late);
        }
    }

    private static string? Reason(JsonElement bin) => bin.GetProperty("doubt") is { ValueKind: JsonValueKind.Object } doubt ? doubt.GetProperty("reason").GetString() : null;
}
