using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Compose;
using Xunit;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Who is told of which alarm, when, and what happens where nobody was named.</summary>
[Trait("Category", "Check")]
public sealed partial class NotificationTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>A Wednesday without a match, and a match day's Sunday.</summary>
    private static readonly DateTime OtherDay = new(2026, 11, 18);

    private static readonly DateTime MatchDay = new(2026, 11, 22);

    public static TheoryData<string, string[]> Named() => new()
    {
        { "", [] },
        { "ARENA_ALARM_EMAIL", ["E-post"] },
        { "ARENA_ALARM_WEBHOOK", ["Webhook"] },
        { "ARENA_ALARM_EMAIL ARENA_ALARM_WEBHOOK", ["E-post", "Webhook"] },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void An_alarm_goes_to_whom_the_environment_names_and_to_nobody_else(string named, string[] receivers)
    {
        var routing = new Routing(Environment(named.Split(' ')));

        foreach (var rule in AlertFiles.Rules)
            Assert.Equal(receivers, routing.To(rule.Labels, At(MatchDay, 15)));
    }

    [Fact]
    public void An_address_is_never_empty_because_Grafana_would_not_start()
    {
        var environment = Environment([]);

        foreach (var settings in AlertFiles.Read("contact-points.yaml").List("contactPoints").SelectMany(point => point.List("receivers")).Select(receiver => receiver.Group("settings")))
        {
            var address = settings.Text(settings.Has("addresses") ? "addresses" : "url");
            Assert.Matches("(@arena|//arena)\\.invalid", environment[address[2..^1]]);
        }
    }

    [Theory]
    [InlineData("alltid", 3, true, true)]
    [InlineData("alltid", 15, true, true)]
    [InlineData("dagtid", 3, false, true)]
    [InlineData("dagtid", 15, true, true)]
    [InlineData("dagtid", 22, false, true)]
    [InlineData("matchdag", 3, false, true)]
    [InlineData("matchdag", 15, false, true)]
    public void What_can_wait_waits_for_the_day_and_what_only_matters_at_a_match_for_a_match(string sent, int hour, bool onOtherDays, bool onMatchDays)
    {
        var routing = new Routing(Environment(["ARENA_ALARM_EMAIL"]));
        var labels = new Dictionary<string, string> { ["omrade"] = "avfall", ["nar"] = sent };

        Assert.Equal(onOtherDays, routing.To(labels, At(OtherDay, hour)).Count == 1);
        Assert.Equal(onMatchDays, routing.To(labels, At(MatchDay, hour)).Count == 1);
    }

    [Fact]
    public void No_match_of_the_calendar_is_muted_and_nothing_is_after_its_last_month()
    {
        foreach (var match in Venue.Manifest.Matches)
        {
            foreach (var moment in (DateTimeOffset[])[At(match.KickOff.Date, 0), At(match.KickOff.Date, match.KickOff.Hour), At(match.KickOff.Date, 23)])
                Assert.False(TimeIntervals.Holds("Utanför matchdagar", moment) || TimeIntervals.Holds("Natt utan match", moment), match.Name);
        }

        var after = Venue.Manifest.Matches.Max(match => match.KickOff).AddMonths(1);
        Assert.False(TimeIntervals.Holds("Utanför matchdagar", At(after.Date, 3)));
    }

    [Fact]
    public void Alarms_of_one_area_and_node_come_in_one_message() =>
        Assert.Equal(["omrade", "nod"], AlertFiles.Read("policies.yaml").List("policies").Single().Texts("group_by"));

    private static DateTimeOffset At(DateTime day, int hour) => new(day.AddHours(hour), Zone.GetUtcOffset(day.AddHours(hour)));

    /// <summary>What Compose hands to Grafana when these variables of .env are set, to something, and no other.</summary>
    private static Dictionary<string, string> Environment(string[] set) => ComposeFile.Ours.Service("grafana").Environment
        .ToDictionary(pair => pair.Key, pair => Reference().Replace(pair.Value, use => (use.Groups["kind"].Value, set.Contains(use.Groups["name"].Value)) switch
        {
            (":-", false) or (":+", true) => use.Groups["other"].Value,
            (":-", true) => "someone@example.org",
            _ => "",
        }));

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(?<kind>:[-+?])(?<other>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
