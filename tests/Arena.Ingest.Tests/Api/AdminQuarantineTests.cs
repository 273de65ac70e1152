using System.Text;
using System.Text.Json;
using Arena.Ingest.Api.Admin;
using Arena.Ingest.Ledger;
using Arena.Ingest.Replay;
using Arena.Ingest.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>The quarantine over the Unix socket: looked at, judged again, discarded.</summary>
public sealed class AdminQuarantineTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;
    private AdminClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ingest = await RunningIngest.StartAsync();
        _client = new AdminClient(_ingest.Data);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _ingest.DisposeAsync();
    }

    [Fact]
    public async Task An_entry_is_judged_again_by_its_id_and_leaves_when_it_passes()
    {
        await _ingest.QuarantineAsync(Sample("unit-unknown-once", "W"));

        var replayed = await PostAsync("/admin/v1/quarantine/1/replay");

        Assert.Equal((1, 1, 1), (Number(replayed, "judged"), Number(replayed, "replayed"), Number(replayed, "stored")));
        Assert.Equal(0, (await _ingest.Service<ILedger>().QuarantineAsync(null, 1, Cancellation)).Total);
        await Assert.ThrowsAsync<AdminFault>(() => _client.AskAsync(HttpMethod.Post, "/admin/v1/quarantine/1/replay", Cancellation));
    }

    [Fact]
    public async Task Many_are_meant_by_a_filter_or_by_all_and_never_by_silence()
    {
        await _ingest.QuarantineAsync(Sample("a", "W"), Sample("b", "kW"), new QuarantineEntry(null, Reason.NotJson, "as a test", "hej"u8.ToArray()));
        foreach (var path in (string[])["/admin/v1/quarantine/replay", "/admin/v1/quarantine/discard", "/admin/v1/quarantine/discard?all=false"])
            Assert.Contains("all=true", (await Assert.ThrowsAsync<AdminFault>(() => _client.AskAsync(HttpMethod.Post, path, Cancellation))).Message, StringComparison.Ordinal);

        var replayed = await PostAsync("/admin/v1/quarantine/replay?reason=unit-unknown");
        Assert.Equal((2, 1), (Number(replayed, "judged"), Number(replayed, "replayed")));
        Assert.Equal(1, Number(await PostAsync("/admin/v1/quarantine/discard?reason=unit-not-the-quantitys"), "discarded"));
        Assert.Equal(1, Number(await PostAsync("/admin/v1/quarantine/discard?all=true"), "discarded"));
    }

    [Fact]
    public async Task The_list_shows_on_a_terminal_what_is_there_and_what_became_of_the_rest()
    {
        await _ingest.QuarantineAsync(Sample("a\u001b[2J", "W"), new QuarantineEntry(null, Reason.NotJson, "as a test", "hej"u8.ToArray()));
        await PostAsync("/admin/v1/quarantine/1/replay");

        var list = await _client.AskAsync(HttpMethod.Get, "/admin/v1/quarantine?node=node-plant", Cancellation);

        var text = QuarantineText.Of(JsonSerializer.Deserialize(list, AdminJson.Web.QuarantineShape)!);
        Assert.Contains("node-plant  not-json  whole batch  as a test", text, StringComparison.Ordinal);
        Assert.Contains("1 in quarantine, 1 shown; 1 replayed and 0 discarded so far", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    private static QuarantineEntry Sample(string name, string unit)
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new QuarantineEntry(name, Reason.UnitUnknown, "as a test", Encoding.UTF8.GetBytes($$"""[{"n":"incomer/active_power","u":"{{unit}}","bt":{{seconds}},"v":1}]"""));
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private async Task<JsonElement> PostAsync(string path) => JsonDocument.Parse(await _client.AskAsync(HttpMethod.Post, path, Cancellation)).RootElement;
}
