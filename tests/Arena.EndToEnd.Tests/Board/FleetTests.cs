using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The board's page of how complete the data are, in a real Chromium over the whole running system.</summary>
public sealed partial class FleetTests : IAsyncLifetime
{
    private const string Script = "<script>document.title='taken'</script>";

    private readonly RunningBoard _board = new();

    public ValueTask InitializeAsync() => _board.StartAsync();

    public ValueTask DisposeAsync() => _board.DisposeAsync();

    [Trait("BadInput", "48")]
    [Fact]
    public async Task Every_node_has_its_week_and_every_gap_its_cause_and_a_script_in_one_is_only_text()
    {
        var (_, node) = await _board.Arena.PointAsync("active_power", group: "incomer");
        var now = TimeProvider.System.GetUtcNow();
        await _board.Arena.PublishAsync(
            node,
            $$"""[{"epoch":"0000000000000000000000000000f1ee","seq":2,"gaps":[{"cause":"disk-full","from":{{RunningArena.Seconds(now.AddHours(-3))}},"to":{{RunningArena.Seconds(now.AddHours(-2))}},"samples":4711,"detail":"{{Script}}"}]}]""");

        await DeclaredAsync(node);
        await PlayedPastHasNoHealthAsync(node);

        var page = await _board.OpenAsync(390, 844);
        await page.GetByTestId("fleet-link").ClickAsync();
        var rows = page.GetByTestId("fleet").Locator("li[data-node]");
        await Assertions.Expect(rows).ToHaveCountAsync(RunningArena.NodeNames().Count, new() { Timeout = 30_000 });
        await Assertions.Expect(rows.First.Locator("li[data-complete]")).ToHaveCountAsync(7);

        var gap = page.GetByTestId("gaps").Locator("li[data-cause=disk-full]");
        await Assertions.Expect(gap).ToContainTextAsync("Borttaget: nodens disk var full");
        await Assertions.Expect(gap).ToContainTextAsync(FourThousand());
        await Assertions.Expect(gap).ToContainTextAsync(Script);
        await page.GetByTestId("language").ClickAsync();
        await Assertions.Expect(gap).ToContainTextAsync("Dropped: the node’s disk was full");
        Assert.NotEqual("taken", await page.TitleAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(_board.Complaints);
    }

    // The page asks once a minute: the gap is to be there when it does.
    private async Task DeclaredAsync(string node)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!(await _board.Arena.Http.GetStringAsync($"api/v1/completeness?node={node}", patience.Token)).Contains("disk-full", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
    }

    // A node's own health begins with its worker: what was played has none, and that is no gap.
    private async Task PlayedPastHasNoHealthAsync(string node)
    {
        var account = await _board.Arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/completeness?node={node}");
        Assert.DoesNotContain(account.GetProperty("gaps").EnumerateArray(), gap => gap.GetProperty("point").GetString() == node);
        Assert.True(account.GetProperty("points").EnumerateArray().Single(point => point.GetProperty("point").GetString() == node).GetProperty("expected").GetInt64() < 60);
    }

    [GeneratedRegex("4.711")]
    private static partial Regex FourThousand();
}
