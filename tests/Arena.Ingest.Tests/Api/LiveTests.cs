using System.Net;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api;
using Arena.Ingest.Insight;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire.Nodes;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>The live stream over real HTTP.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync(
        api: new ApiOptions { LivePace = TimeSpan.FromMilliseconds(100), Heartbeat = TimeSpan.FromMilliseconds(300), MostLiveClients = 2 });

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task It_begins_with_how_things_stand()
    {
        await _ingest.StoreAsync(Samples.Power(0, 42));
        using var client = await EventReader.OpenAsync(_ingest.Http);
        var snapshot = await client.NextAsync("snapshot");
        Assert.Equal("""[{"point":"incomer","quantity":"active_power","t":"2026-11-20T12:00:00Z","v":42,"quality":0}]""", snapshot.GetProperty("samples").GetRawText());
        Assert.Equal(2, snapshot.GetProperty("nodes").GetArrayLength());
        Assert.Equal(1, snapshot.GetProperty("summary").GetProperty("bins").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_stored_sample_follows()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        await _ingest.StoreAsync(Samples.Power(0, 42));
        Assert.Equal(42, (await client.NextAsync("samples")).GetProperty("samples")[0].GetProperty("v").GetDouble());
    }

    [Fact]
    public async Task Of_many_values_the_newest_is_told_in_the_end_and_few_events_are_sent()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        for (var i = 0; i < 1_000; i++)
            await _ingest.StoreAsync(Samples.Power(i, i));
        var events = 0;
        double value;
        do
        {
            value = (await client.NextAsync("samples")).GetProperty("samples").EnumerateArray().Last().GetProperty("v").GetDouble();
            events++;
        }
        while (value < 999);
        Assert.InRange(events, 1, 500);
    }

    [Fact]
    public async Task A_node_that_goes_away_is_told()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        _ingest.Service<NodeDirectory>().Heard(Ground.BinNode, new NodeState(false));
        var node = await client.NextAsync("node");
        Assert.Equal((Ground.BinNode, "offline"), (node.GetProperty("node").GetString(), node.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_summary_follows_what_it_is_computed_from()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        await _ingest.StoreAsync(Samples.Filling(0, 0.97));
        var bins = (await client.NextAsync("summary")).GetProperty("bins");
        Assert.Equal("""{"total":1,"over_80":1,"over_95":1}""", bins.GetRawText());
    }

    [Fact]
    public async Task Numbers_of_events_grow()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        await client.NumberAsync();
        var first = client.LastNumber;
        await _ingest.StoreAsync(Samples.Power(0, 42));
        await client.NextAsync("samples");
        await client.NumberAsync();
        Assert.True(client.LastNumber > first, $"{client.LastNumber} after {first}");
    }

    [Fact]
    public async Task Silence_is_broken_by_a_heartbeat()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.HeartbeatAsync();
    }

    [Fact]
    public async Task There_are_as_many_seats_as_were_allowed_and_a_left_one_is_free_again()
    {
        using var first = await EventReader.OpenAsync(_ingest.Http);
        using (var second = await EventReader.OpenAsync(_ingest.Http))
        {
            await second.NextAsync("snapshot");
            using var third = await _ingest.Http.GetAsync("/api/v1/live", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            await RunningIngest.ProblemAsync(third, HttpStatusCode.ServiceUnavailable);
            Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 30);
        }

        await RunningIngest.UntilAsync(
            async () =>
            {
                using var again = await _ingest.Http.GetAsync("/api/v1/live", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                return again.IsSuccessStatusCode;
            },
            "the seat is free");
    }

    [Fact]
    public async Task A_stop_of_ingest_ends_the_stream_at_once()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        var restarted = _ingest.RestartAsync();
        await client.EndAsync();
        await restarted.WithinAsync();
    }
}
