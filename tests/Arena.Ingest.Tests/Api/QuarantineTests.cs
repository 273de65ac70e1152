using System.Globalization;
using System.Net;
using System.Text;
using Arena.Ingest.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>The quarantine over real HTTP: pages, filters, and one entry with all its bytes.</summary>
public sealed class QuarantineTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Pages_follow_each_other_by_the_id_of_the_last_entry()
    {
        await _ingest.QuarantineAsync([.. Enumerable.Range(1, 5).Select(number => Entry(Reason.NotJson, [(byte)number]))]);
        Assert.Equal([5, 4, 3], await IdsAsync("limit=3"));
        Assert.Equal([2, 1], await IdsAsync("limit=3&before=3"));
        Assert.Equal(5, (await _ingest.GetAsync("/api/v1/quarantine?limit=3&before=3")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_question_may_name_node_reason_and_span()
    {
        await _ingest.QuarantineAsync(Entry(Reason.NotJson, [1]), Entry(Reason.NotUtf8, [2]));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.Equal([2], await IdsAsync("reason=not-utf8"));
        Assert.Equal([2, 1], await IdsAsync("node=node-plant"));
        Assert.Empty(await IdsAsync("node=node-north"));
        Assert.Equal([2, 1], await IdsAsync($"from={Rfc3339(now.AddHours(-1))}&to={Rfc3339(now.AddHours(1))}"));
        Assert.Empty(await IdsAsync($"to={Rfc3339(now.AddHours(-1))}"));
    }

    [Theory]
    [InlineData("reason=bad", "reason")]
    [InlineData("before=0", "before")]
    [InlineData("before=-1", "before")]
    [InlineData("from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z", "from")]
    public async Task A_filter_that_can_not_be_is_told(string query, string parameter) =>
        Assert.Equal(parameter, (await _ingest.ProblemAsync($"/api/v1/quarantine?{query}", HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());

    [Fact]
    public async Task One_entry_has_all_its_bytes_as_text_or_in_base64()
    {
        var text = new string('å', 5_000);
        await _ingest.QuarantineAsync(Entry(Reason.NotJson, Encoding.UTF8.GetBytes(text)), Entry(Reason.NotUtf8, [0xFF, 0x00]));

        var first = await _ingest.GetAsync("/api/v1/quarantine/1");
        Assert.Equal((text, 10_000), (first.GetProperty("payload").GetString(), first.GetProperty("payload_bytes").GetInt32()));
        Assert.Equal(("batch", "not-json", "node-plant"), (Text(first, "scope"), Text(first, "reason"), Text(first, "node")));
        var second = await _ingest.GetAsync("/api/v1/quarantine/2");
        Assert.Equal((null, "/wA="), (Text(second, "payload"), Text(second, "payload_base64")));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task An_entry_that_is_not_there_is_told(string id) => await _ingest.ProblemAsync($"/api/v1/quarantine/{id}", HttpStatusCode.NotFound);

    private static QuarantineEntry Entry(Reason reason, byte[] payload) => new(null, reason, "as a test", payload);

    private static string Rfc3339(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<List<long>> IdsAsync(string query) =>
        [.. (await _ingest.GetAsync($"/api/v1/quarantine?{query}")).GetProperty("quarantined").EnumerateArray().Select(entry => entry.GetProperty("id").GetInt64())];
}
