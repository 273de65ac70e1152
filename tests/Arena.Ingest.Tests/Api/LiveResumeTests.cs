using System.Net;
using System.Text.Json;
using Arena.Ingest.Api;
using Arena.Ingest.Insight;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire.Nodes;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>A live stream that broke and is taken up again, over real HTTP.</summary>
public sealed class LiveResumeTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync(api: new ApiOptions { LivePace = TimeSpan.FromMilliseconds(20) });

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task A_line_that_broke_is_told_what_changed_meanwhile_and_nothing_else()
    {
        await _ingest.StoreAsync(Samples.Power(0, 42));
        var last = await LeftAsync();
        await _ingest.StoreAsync(Samples.Filling(0, 0.5), Samples.Filling(1, 0.6));

        using var again = await EventReader.OpenAsync(_ingest.Http, lastId: last);
        Assert.True((await again.NextAsync("hello")).GetProperty("resumed").GetBoolean());
        Assert.Equal(["0.6"], Values(await again.NextAsync("samples")));
        await again.NumberAsync();
        Assert.NotEqual(last, again.LastId);
    }

    [Fact]
    public async Task When_nothing_changed_meanwhile_the_next_thing_told_is_the_next_change()
    {
        await _ingest.StoreAsync(Samples.Power(0, 42));
        var last = await LeftAsync();
        using var again = await EventReader.OpenAsync(_ingest.Http, lastId: last);
        await again.NextAsync("hello");
        await _ingest.StoreAsync(Samples.Power(1, 43));
        Assert.Equal(["43"], Values(await again.NextAsync("samples")));
    }

    [Fact]
    public async Task What_breaks_off_before_its_number_is_told_again_whole()
    {
        await _ingest.StoreAsync(Samples.Power(0, 42));
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        await client.NumberAsync();
        var last = client.LastId;
        await _ingest.StoreAsync(Samples.Power(1, 43));
        await client.NextAsync("samples");
        // The line breaks here: the number of these samples was not read.
        using var again = await EventReader.OpenAsync(_ingest.Http, lastId: last);
        Assert.Equal(["43"], Values(await again.NextAsync("samples")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("00000000-1")]
    [InlineData("no number at all")]
    public async Task A_number_of_another_run_or_none_gets_a_snapshot(string id)
    {
        await _ingest.StoreAsync(Samples.Power(0, 42));
        using var client = await EventReader.OpenAsync(_ingest.Http, lastId: id);
        var hello = await client.NextAsync("hello");
        Assert.False(hello.GetProperty("resumed").GetBoolean());
        Assert.InRange(hello.GetProperty("t").GetDateTimeOffset(), DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow());
        Assert.Equal(["42"], Values(await client.NextAsync("snapshot")));
    }

    [Fact]
    public async Task A_number_this_run_never_gave_gets_a_snapshot()
    {
        var last = await LeftAsync();
        using var client = await EventReader.OpenAsync(_ingest.Http, lastId: $"{last.Split('-')[0]}-999999");
        Assert.False((await client.NextAsync("hello")).GetProperty("resumed").GetBoolean());
        await client.NextAsync("snapshot");
    }

    [Fact]
    public async Task After_a_restart_of_ingest_everything_is_told_anew()
    {
        await _ingest.StoreAsync(Samples.Power(0, 42));
        var last = await LeftAsync();
        await _ingest.RestartAsync();
        using var client = await EventReader.OpenAsync(_ingest.Http, lastId: last);
        Assert.Equal(["42"], Values(await client.NextAsync("snapshot")));
    }

    [Fact]
    public async Task Only_the_sections_that_were_asked_for_are_told()
    {
        await _ingest.StoreAsync(Samples.Power(0, 42));
        using var client = await EventReader.OpenAsync(_ingest.Http, "/api/v1/live?sections=nodes,match");
        var snapshot = await client.NextAsync("snapshot");
        Assert.Equal(["t", "nodes", "match"], snapshot.EnumerateObject().Select(field => field.Name));
        await _ingest.StoreAsync(Samples.Power(1, 43));
        _ingest.Service<NodeDirectory>().Heard(Ground.BinNode, new NodeState(false));
        var told = new List<string>();
        do
            told.Add((await client.EventAsync()).Name);
        while (told.Count(name => name == "node") < 2);

        Assert.DoesNotContain("samples", told);
        Assert.DoesNotContain("summary", told);
    }

    [Fact]
    public async Task A_section_that_there_is_not_is_refused_with_those_there_are()
    {
        var problem = await _ingest.ProblemAsync("/api/v1/live?sections=samples,bilar", HttpStatusCode.BadRequest);
        Assert.Contains("bilar", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("samples, nodes, summary, match", problem.GetProperty("fix").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packed_it_says_the_same_as_it_comes()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip }) { BaseAddress = _ingest.Http.BaseAddress };
        await _ingest.StoreAsync(Samples.Power(0, 42));
        using var client = await EventReader.OpenAsync(http);
        Assert.Equal(["42"], Values(await client.NextAsync("snapshot")));
        for (var i = 1; i < 5; i++)
        {
            await _ingest.StoreAsync(Samples.Power(i, i));
            while (!Values(await client.NextAsync("samples")).Contains($"{i}"))
            {
            }
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var raw = await _ingest.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(["gzip"], raw.Content.Headers.ContentEncoding);
    }

    // Watches until all that was stored is told, and goes.
    private async Task<string> LeftAsync()
    {
        using var client = await EventReader.OpenAsync(_ingest.Http);
        await client.NextAsync("snapshot");
        await client.NumberAsync();
        return client.LastId!;
    }

    private static IEnumerable<string> Values(JsonElement told) => told.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("v").GetRawText());
}
