using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Microsoft.Playwright;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The pages of the board, by their names in its addresses: those of its own table, so that a new page is looked at without anyone thinking of it.</summary>
internal static partial class BoardPages
{
    public static IReadOnlyList<string> Names { get; } =
        [.. Name().Matches(File.ReadAllText(Path.Combine(Repository.Root, "dashboards", "board", "src", "page", "pages.ts"))).Select(found => found.Groups["name"].Value)];

    /// <summary>Where a page is opened; one that tells of something is opened on something that is there.</summary>
    public static string AddressOf(string name) => name switch
    {
        "bin" => "#page=bin&bin=bin-north-3-food",
        "rehearsal" => "#page=rehearsal&match=2026-11-07-sandvikens-if",
        _ => $"#page={name}",
    };

    /// <summary>Waits until a page has something to show and the line is up.</summary>
    public static async Task ShownAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("html[data-live=online]")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("main > :not(.waiting-room)").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    [GeneratedRegex("^ {4}name: '(?<name>[a-z-]+)',$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
