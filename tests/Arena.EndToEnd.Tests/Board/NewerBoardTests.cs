using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>A newer board is put beside ingest while a phone has the older one open, from its worker.</summary>
public sealed partial class NewerBoardTests : IAsyncLifetime
{
    private const string Newer = "newerboard";

    private readonly TempFolder _folder = new();
    private readonly RunningBoard _board;

    public NewerBoardTests()
    {
        var dist = Path.Combine(Repository.Root, "dashboards", "board", "dist");
        foreach (var file in Directory.EnumerateFiles(dist, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.Path, Path.GetRelativePath(dist, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _board = new RunningBoard { Folder = _folder.Path };
    }

    public ValueTask InitializeAsync() => _board.StartAsync(edge: false);

    public async ValueTask DisposeAsync()
    {
        await _board.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_phone_takes_the_newer_board_when_asked_without_network_too_and_loses_nothing_that_was_tapped()
    {
        await using var phone = await OperatorPhone.OpenAsync(_board, "Anna", "#page=round");
        var (bin, _) = await _board.Arena.PointAsync("filling_level", group: "bin");
        await phone.PreparedAsync();
        var older = await BuildAsync(phone.Page);

        await RebuildAsync(older);
        // Told by the stream, fetched beside the one in use, and never taken by itself.
        var fresh = phone.Page.GetByTestId("fresh");
        await Assertions.Expect(fresh).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Equal(older, await BuildAsync(phone.Page));

        await phone.LoseNetworkAsync();
        await phone.TapAsync(bin, "overflowing");
        await phone.TapAsync(bin, "emptied");
        await phone.WaitsAsync(2);
        await fresh.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(phone.Page.Locator($"meta[name=board][content={Newer}]")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await phone.WaitsAsync(2);
        await Assertions.Expect(fresh).ToHaveCountAsync(0);

        await phone.FindNetworkAsync();
        await phone.WaitsAsync(0);
        Assert.Equal(["overflowing", "emptied"], (await phone.StoryAsync(bin)).Select(each => each.GetProperty("what").GetString()));
    }

    private static Task<string> BuildAsync(IPage page) => page.EvaluateAsync<string>("document.querySelector('meta[name=board]').content");

    // What another build changes of the page: its name, and what the worker is to fetch anew. The worker's list first, as its readers are told by the page.
    private async Task RebuildAsync(string older)
    {
        var worker = Path.Combine(_folder.Path, "sw.js");
        var text = await File.ReadAllTextAsync(worker);
        Assert.Matches(Revision(), text);
        await File.WriteAllTextAsync(worker, Revision().Replace(text, $"$1{Newer}$2"));
        var page = Path.Combine(_folder.Path, "index.html");
        await File.WriteAllTextAsync(page, (await File.ReadAllTextAsync(page)).Replace(older, Newer, StringComparison.Ordinal));
    }

    [GeneratedRegex("(url:\"index\\.html\",revision:\")[^\"]+(\")")]
    private static partial Regex Revision();
}
