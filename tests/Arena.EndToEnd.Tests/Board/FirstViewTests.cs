using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The budget of the first view: a phone at the gates, on a network that everyone uses, for the first time.</summary>
public sealed partial class FirstViewTests(WatchedBoard watched) : IClassFixture<WatchedBoard>
{
    private const int MostBytes = 150_000;

    [Theory]
    [InlineData("live", "#")]
    [InlineData("round", "#page=round")]
    public async Task The_first_view_is_at_most_150_kB_over_the_wire(string page, string address)
    {
        var visit = await FirstVisit.OfAsync(watched.Board, address, Usable(page));

        TestContext.Current.TestOutputHelper!.WriteLine($"{page}: {visit.Bytes} bytes\n{string.Join('\n', visit.Largest)}");
        Assert.True(visit.Bytes is > 20_000 and <= MostBytes, $"{visit.Bytes} bytes:\n{string.Join('\n', visit.Largest)}");
    }

    /// <summary>A figure, for the note: on a machine that does other things too it says little.</summary>
    [Trait("Category", "Soak")]
    [Theory]
    [InlineData("live", "#")]
    [InlineData("round", "#page=round")]
    public async Task How_soon_it_can_be_used(string page, string address)
    {
        foreach (var network in new[] { NetworkProfile.Slow4G, NetworkProfile.Regular3G })
        {
            var visit = await FirstVisit.OfAsync(watched.Board, address, Usable(page), network);
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"figure: {page}, {network.Name}: usable after {visit.Took.TotalSeconds:0.00} s, {visit.Bytes} bytes (round trip {network.RoundTripMs} ms, {network.DownKbps} kbit/s down, processor not slowed)"));
            Assert.True(visit.Took < TimeSpan.FromSeconds(60));
        }
    }

    // Usable: a value of now is read, or the round, and buttons answer.
    private static Func<IPage, Task> Usable(string page) => page == "live"
        ? opened => Assertions.Expect(opened.GetByTestId("power-now")).ToHaveTextAsync(Number(), new() { Timeout = 60_000 })
        : opened => Assertions.Expect(opened.Locator("html[data-live=online] [data-testid=round] .round-head p").First).ToBeVisibleAsync(new() { Timeout = 60_000 });

    [GeneratedRegex("[0-9]")]
    private static partial Regex Number();
}
