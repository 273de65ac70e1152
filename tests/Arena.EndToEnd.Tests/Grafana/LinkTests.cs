using System.Globalization;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Grafana.Venue;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>Links lead to what exists, and take the time and the choice along.</summary>
[Trait("Category", "Check")]
public sealed partial class LinkTests
{
    /// <summary>Also shown to the public: it has its own time and leads nowhere but to its own panels.</summary>
    private const string Public = "klimat";

    public static TheoryData<string> Names() => [.. Dashboard.All.Keys.Where(name => name != Public)];

    [Fact]
    public void The_public_screen_leads_nowhere_but_to_itself()
    {
        Assert.Empty(Dashboard.All[Public].Root.GetProperty("links").EnumerateArray());
        Assert.All(Links(Public).Select(link => link.Groups["to"].Value), to => Assert.Equal(Public, to));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_link_between_dashboards_keeps_the_time_and_names_variables_that_both_have(string name)
    {
        var own = Dashboard.All[name].Variables.Select(variable => variable.Name).ToList();

        foreach (Match link in Links(name))
        {
            Assert.True(Dashboard.All.TryGetValue(link.Groups["to"].Value, out var other), $"{name} links to {link}, which is no dashboard.");
            var parts = link.Groups["query"].Value.Split('&');
            Assert.True(parts[0] == "${__url_time_range}" || parts.Any(part => part.StartsWith("from=", StringComparison.Ordinal)), $"{link} loses the time.");
            foreach (var kept in parts.Select(part => Kept().Match(part)).Where(part => part.Success).Select(part => part.Groups["name"].Value))
            {
                Assert.Contains(kept, own);
                Assert.Contains(other.Variables, variable => variable.Name == kept);
            }

            foreach (var set in parts.Select(part => Set().Match(part)).Where(part => part.Success).Select(part => part.Groups["name"].Value))
                Assert.Contains(other.Variables, variable => variable.Name == set);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dashboard_has_the_menu_of_all_others_with_the_same_time_and_choice(string name)
    {
        var menu = Assert.Single(Dashboard.All[name].Root.GetProperty("links").EnumerateArray(), link => link.GetProperty("type").GetString() == "dashboards");

        Assert.True(menu.GetProperty("keepTime").GetBoolean());
        Assert.True(menu.GetProperty("includeVars").GetBoolean());
        var tag = Assert.Single(menu.GetProperty("tags").EnumerateArray()).GetString()!;
        Assert.All(Dashboard.All.Values, dashboard => Assert.Contains(dashboard.Root.GetProperty("tags").EnumerateArray(), own => own.GetString() == tag));
    }

    [Fact]
    public void Every_match_of_the_calendar_is_shown_from_before_its_gates_to_after_its_cleaning()
    {
        var links = Links("matchdag").ToLookup(link => link.Groups["query"].Value.Split('&')[0]["var-match=".Length..].Trim(), link => link.Groups["query"].Value);

        foreach (var match in VenueRecording.Shared.Manifest.Matches)
        {
            var kickOff = Clock.At(match.KickOff);
            var (from, to) = (kickOff.AddMinutes(-90).ToUnixTimeMilliseconds(), kickOff.AddMinutes(240).ToUnixTimeMilliseconds());
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"var-match={match.Name}&from={from}&to={to}"), Assert.Single(links[match.Name]));
        }
    }

    private static MatchCollection Links(string dashboard) => Link().Matches(Dashboard.All[dashboard].Root.GetRawText());

    [GeneratedRegex(@"/d/arena-(?<to>[a-z-]+)\?(?<query>[^""\s)\\]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^\$\{(?<name>\w+):queryparam\}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kept();

    [GeneratedRegex("^var-(?<name>\\w+)=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Set();
}
