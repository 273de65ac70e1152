using System.Globalization;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The budget of the first view: a phone at the gates, on a network that everyone uses, for the first time.</summary>
[Collection(SeenBoard.Name)]
public sealed class FirstViewTests(WatchedBoard watched)
{
    private const int MostBytes = 80_000;

    // With what has begun by then and nobody waits for.
    private const int MostBytesOfAll = 150_000;

    // The page, what it names, and what the early script asks for: a third of a second each on a slow network.
    private const int MostWaves = 3;

    // Browsers open six connections without HTTP/2; more than two rounds of them would be a wait more.
    private const int MostRequests = 12;

    private static readonly TimeSpan OnRegular3G = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OnSlow4G = TimeSpan.FromSeconds(1.5);

    [Theory]
    [InlineData("live", "#")]
    [InlineData("round", "#page=round")]
    public async Task The_first_view_is_at_most_80_kB_and_nothing_of_it_waits_for_more_than_two_answers(string page, string address)
    {
        var visit = await FirstVisit.OfAsync(watched.Board, address, Usable(page));

        var listed = string.Join('\n', visit.Fetched.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Wave} {each.Bytes,8:0} {each.Address}")));
        TestContext.Current.TestOutputHelper!.WriteLine($"{page}: {visit.Bytes} bytes\n{listed}");
        var needed = visit.Fetched.Where(each => IsNeeded(each.Address)).ToList();
        Assert.True(needed.Sum(each => each.Bytes) is > 20_000 and <= MostBytes, listed);
        Assert.True(visit.Bytes <= MostBytesOfAll, listed);
        Assert.True(needed.Count <= MostRequests, $"{needed.Count} requests:\n{listed}");
        Assert.True(needed.Max(each => each.Wave) == MostWaves, listed);
    }

    [Trait("Category", "Soak")]
    [Theory]
    [InlineData("live", "#")]
    [InlineData("round", "#page=round")]
    public async Task It_can_be_used_within_two_seconds_on_a_slow_network(string page, string address)
    {
        foreach (var (network, most) in new[] { (NetworkProfile.Slow4G, OnSlow4G), (NetworkProfile.Regular3G, OnRegular3G) })
        {
            var tries = new List<TimeSpan>();
            for (var each = 0; each < 5; each++)
                tries.Add((await FirstVisit.OfAsync(watched.Board, address, Usable(page), network)).Took);
            var median = tries.Order().ElementAt(2);
            var figure = string.Create(
                CultureInfo.InvariantCulture,
                $"{page}, {network.Name}: usable after {median.TotalSeconds:0.00} s, at most {tries.Max().TotalSeconds:0.00} s (round trip {network.RoundTripMs} ms, {network.DownKbps} kbit/s down, processor not slowed)");
            TestContext.Current.TestOutputHelper!.WriteLine($"figure: {figure}");
            Assert.True(median <= most, figure);
        }
    }

    // Usable: a value of now is read, or the round, and buttons answer.
    private static string Usable(string page) => page == "live"
        ? "/[0-9]/.test(document.querySelector('[data-testid=power-now]')?.textContent ?? '')"
        : "document.querySelector('html[data-live=online] [data-testid=round] .round-head p') !== null";

    // The trend is asked for when values can be read, the icon by the browser itself.
    private static bool IsNeeded(string address) =>
        !address.StartsWith("/assets/trend-", StringComparison.Ordinal) && !address.StartsWith("/api/v1/samples", StringComparison.Ordinal) && address != "/favicon.svg";
}
