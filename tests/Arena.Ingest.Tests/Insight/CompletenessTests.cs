using System.Globalization;
using System.Net;
using System.Text.Json;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Api;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Ingest.Tests.Insight;

/// <summary>What there is of two hours of a node that should speak every ten seconds and was silent for thirty minutes, and why.</summary>
public sealed class CompletenessTests : IAsyncLifetime
{
    private const int HalfHour = 180;

    private static readonly UnixTime Start = Hour(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(6));

    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Nothing_missing_is_complete_and_has_no_gap()
    {
        await CommitAsync(Batch(Epoch.New(), 1, 0, 120));
        var answer = await AnswerAsync();
        var counts = answer.GetProperty("counts");
        Assert.Equal((720, 720, 720, 1.0), (Number(counts, "expected"), Number(counts, "stored"), Number(counts, "produced"), counts.GetProperty("complete").GetDouble()));
        Assert.Empty(answer.GetProperty("gaps").EnumerateArray());
        Assert.Equal("bin-north-food", Assert.Single(answer.GetProperty("points").EnumerateArray()).GetProperty("point").GetString());
    }

    [Fact]
    public async Task Silence_that_nothing_explains_is_a_gap_of_unknown_cause()
    {
        await _ingest.StoreAsync([.. Samples(0, 40), .. Samples(70, 120)]);
        var gap = Assert.Single(await GapsAsync());
        Assert.Equal(("unknown", At(40), At(70), false), Shape(gap));
        Assert.Equal(JsonValueKind.Null, gap.GetProperty("point").ValueKind);
        Assert.Equal(540.0 / 720, (await AnswerAsync()).GetProperty("counts").GetProperty("complete").GetDouble(), 6);
    }

    [Fact]
    public async Task A_number_that_has_not_come_explains_the_silence_between_its_neighbours()
    {
        var epoch = Epoch.New();
        await CommitAsync(Batch(epoch, 1, 0, 40), Batch(epoch, 3, 70, 120));
        var gap = Assert.Single(await GapsAsync());
        Assert.Equal(("not-received", At(40) - TimeSpan.FromSeconds(10), At(70), false), Shape(gap));
        Assert.Equal((epoch.ToString(), 2, 2), (gap.GetProperty("epoch").GetString(), Number(gap, "first"), Number(gap, "last")));
        Assert.Equal(1, Number((await AnswerAsync()).GetProperty("counts"), "missing_batches"));
    }

    [Fact]
    public async Task An_outbox_that_was_followed_by_another_without_a_word_is_told()
    {
        var old = Epoch.New();
        await CommitAsync(Batch(old, 1, 0, 40), Batch(Epoch.New(), 1, 70, 120));
        var gap = Assert.Single(await GapsAsync());
        Assert.Equal(("outbox-replaced", At(40) - TimeSpan.FromSeconds(10), At(70), false), Shape(gap));
        Assert.Equal(old.ToString(), gap.GetProperty("epoch").GetString());
    }

    [Fact]
    public async Task What_a_node_declares_lost_is_certain_counted_and_no_longer_missing()
    {
        var epoch = Epoch.New();
        var declared = new Gap(GapCause.DiskFull, At(40), At(70) - TimeSpan.FromSeconds(10)) { Samples = HalfHour, Batches = new GapBatches(epoch, 2, 2, null), Detail = "dropped" };
        await CommitAsync(Batch(epoch, 1, 0, 40), Batch(epoch, 3, 70, 120, declared));
        var answer = await AnswerAsync();
        var gap = Assert.Single(answer.GetProperty("gaps").EnumerateArray());
        Assert.Equal(("disk-full", At(40), At(70) - TimeSpan.FromSeconds(10), true), Shape(gap));
        var counts = answer.GetProperty("counts");
        Assert.Equal((HalfHour, 0, 720), (Number(counts, "lost"), Number(counts, "missing_batches"), Number(counts, "produced")));
        Assert.Equal("[[2,2]]", answer.GetProperty("epochs")[0].GetProperty("declared").GetRawText());
    }

    [Fact]
    public async Task A_batch_that_came_in_spite_of_its_declaration_outweighs_it()
    {
        var epoch = Epoch.New();
        var declared = new Gap(GapCause.DiskFull, At(40), At(70)) { Samples = HalfHour, Batches = new GapBatches(epoch, 2, 2, null) };
        await CommitAsync(Batch(epoch, 2, 40, 70), Batch(epoch, 1, 0, 40), Batch(epoch, 3, 70, 120, declared));
        var answer = await AnswerAsync();
        Assert.Empty(answer.GetProperty("gaps").EnumerateArray());
        Assert.Equal((0, 720), (Number(answer.GetProperty("counts"), "lost"), Number(answer.GetProperty("counts"), "stored")));
    }

    [Fact]
    public async Task Thinned_samples_are_counted_by_themselves()
    {
        var epoch = Epoch.New();
        var declared = new Gap(GapCause.Thinned, At(40), At(70)) { Samples = HalfHour, Batches = new GapBatches(epoch, 2, 2, null) };
        await CommitAsync(Batch(epoch, 1, 0, 40), Batch(epoch, 3, 70, 120, declared));
        var counts = (await AnswerAsync()).GetProperty("counts");
        Assert.Equal((HalfHour, 0), (Number(counts, "thinned"), Number(counts, "lost")));
    }

    [Fact]
    public async Task A_point_that_was_silent_while_its_node_spoke_is_named()
    {
        await _ingest.StoreAsync([.. Enumerable.Range(0, 720).Select(i => new Sample(Ground.Water, Start + TimeSpan.FromSeconds(10 * i), i))]);
        var gaps = (await _ingest.GetAsync($"/api/v1/completeness?node=node-plant&{Span}")).GetProperty("gaps").EnumerateArray().ToList();
        Assert.Equal(["incomer", "water-kitchen"], gaps.Select(gap => gap.GetProperty("point").GetString()).Order(StringComparer.Ordinal));
        Assert.All(gaps, gap => Assert.Equal(("unknown", At(0), At(120), false), Shape(gap)));
    }

    [Fact]
    public async Task All_nodes_have_a_line_each_with_windows()
    {
        await _ingest.StoreAsync([.. Samples(0, 60), .. Samples(90, 120)]);
        var nodes = (await _ingest.GetAsync($"/api/v1/completeness?{Span}&every=1h")).GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(["node-plant", "node-north"], nodes.Select(node => node.GetProperty("node").GetString()));
        Assert.Equal(0, nodes[0].GetProperty("counts").GetProperty("complete").GetDouble());
        Assert.Equal([1.0, 0.5], nodes[1].GetProperty("windows").EnumerateArray().Select(window => window.GetProperty("complete").GetDouble()));
        Assert.Equal("unknown", Assert.Single(nodes[1].GetProperty("gaps").EnumerateArray()).GetProperty("cause").GetString());
    }

    [Fact]
    public async Task The_same_is_there_as_CSV()
    {
        await _ingest.StoreAsync([.. Samples(0, 60), .. Samples(90, 120)]);
        using var response = await _ingest.Http.GetAsync($"/api/v1/completeness?node=node-north&{Span}&every=1h&format=csv", TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal("node,point,from,to,expected,stored,complete", lines[0]);
        Assert.Equal($"node-north,,{Start + TimeSpan.FromHours(1)},{Start + TimeSpan.FromHours(2)},360,180,0.5", lines[2]);
        Assert.Equal($"node-north,bin-north-food,{Start},{Start + TimeSpan.FromHours(2)},720,540,0.75", lines[3]);
    }

    [Theory]
    [InlineData("every=5m", "every", HttpStatusCode.BadRequest)]
    [InlineData("every=15m&from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z", "every", HttpStatusCode.BadRequest)]
    [InlineData("from=2016-01-01T00:00:00Z&to=2026-06-01T00:00:00Z", "from", HttpStatusCode.BadRequest)]
    [InlineData("from=2026-06-01T00:00:00Z&to=2026-01-01T00:00:00Z", "from", HttpStatusCode.BadRequest)]
    [InlineData("format=xml", "format", HttpStatusCode.NotAcceptable)]
    [InlineData("node=ghost", "node", HttpStatusCode.NotFound)]
    public async Task A_question_that_has_no_answer_is_told_the_parameter(string query, string parameter, HttpStatusCode status) =>
        Assert.Equal(parameter, (await _ingest.ProblemAsync($"/api/v1/completeness?{query}", status)).GetProperty("parameter").GetString());

    private static string Span => $"from={Start}&to={Start + TimeSpan.FromHours(2)}";

    private static UnixTime Hour(DateTimeOffset time) => UnixTime.FromMilliseconds(time.ToUnixTimeMilliseconds() / 3_600_000 * 3_600_000);

    private static UnixTime At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Sample[] Samples(int fromMinute, int toMinute) =>
        [.. Enumerable.Range(fromMinute * 6, (toMinute - fromMinute) * 6).Select(i => new Sample(Ground.Filling, Start + TimeSpan.FromSeconds(10 * i), i / 1000.0))];

    private static Admission Batch(Epoch epoch, long sequence, int fromMinute, int toMinute, params Gap[] gaps)
    {
        var samples = Samples(fromMinute, toMinute);
        return new Admission
        {
            Topic = Ground.BinTopic,
            Node = Ground.BinNode,
            Id = new BatchId(Ground.BinNode, epoch, sequence),
            Hash = SealedBatch.Seal(epoch, sequence, samples, gaps).Hash,
            Received = UnixTime.From(TimeProvider.System.GetUtcNow()),
            Samples = samples,
            Quarantined = [],
            Gaps = gaps,
        };
    }

    private static (string Cause, UnixTime From, UnixTime To, bool Certain) Shape(JsonElement gap) =>
        (gap.GetProperty("cause").GetString()!, Time(gap, "from"), Time(gap, "to"), gap.GetProperty("certain").GetBoolean());

    private static UnixTime Time(JsonElement gap, string name) =>
        UnixTime.From(DateTimeOffset.Parse(gap.GetProperty(name).GetString()!, CultureInfo.InvariantCulture));

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private async Task CommitAsync(params Admission[] admissions)
    {
        foreach (var admission in admissions)
            await _ingest.Service<ISampleStore>().CommitAsync([admission], TestContext.Current.CancellationToken);
    }

    private async Task<JsonElement> AnswerAsync() => await _ingest.GetAsync($"/api/v1/completeness?node=node-north&{Span}");

    private async Task<List<JsonElement>> GapsAsync() => [.. (await AnswerAsync()).GetProperty("gaps").EnumerateArray()];
}
