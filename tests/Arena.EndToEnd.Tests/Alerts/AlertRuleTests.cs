using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>What every alert rule must have, whatever it watches.</summary>
[Trait("Category", "Check")]
public sealed partial class AlertRuleTests
{
    /// <summary>Ingest's own figures, beside the registry's fields.</summary>
    private static readonly string[] Figures = ["online", "heartbeat", .. Quarantined];

    private static IEnumerable<string> Quarantined =>
        Enum.GetValues<Reason>().Where(reason => reason != Reason.None).Select(reason => $"quarantined_{reason.Slug().Replace('-', '_')}");

    public static TheoryData<string> Uids() => [.. AlertFiles.Rules.Select(rule => rule.Uid)];

    [Theory]
    [MemberData(nameof(Uids))]
    public void A_rule_waits_before_it_alarms_and_clears_at_another_value_than_it_raises(string uid)
    {
        var rule = Rule(uid);
        var threshold = Assert.Single(rule.Data.OfType<ThresholdNode>());

        Assert.Equal(rule.Condition, threshold.Letter);
        Assert.True(rule.Pending > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, TimeSpan.FromTicks(rule.Pending.Ticks % rule.Interval.Ticks));
        foreach (var value in (double[])[-1e9, 0, 0.25, 0.5, 0.9, 1, 2, 5, 8, 40, 46, 1e9])
            Assert.False(threshold.Raised(value) && threshold.Cleared(value), $"{value} both raises and clears {uid}");
        Assert.True(threshold.Cleared(-1e9) != threshold.Cleared(1e9));
    }

    [Theory]
    [MemberData(nameof(Uids))]
    public void A_rule_says_what_is_wrong_and_what_to_do_and_leads_to_a_panel(string uid)
    {
        var rule = Rule(uid);

        Assert.All((string[])["summary", "description"], key => Assert.EndsWith(".", rule.Annotations[key], StringComparison.Ordinal));
        foreach (Match value in TextValue().Matches(rule.Annotations["summary"]))
            Assert.Contains(rule.Data, node => node.Letter == value.Groups["letter"].Value);
        if (rule.Annotations["summary"].Contains("$labels.point", StringComparison.Ordinal))
            Assert.Contains(rule.Queries, query => query.Query.EndsWith("GROUP BY \"point\"", StringComparison.Ordinal));
        var dashboard = Grafana.Dashboard.Read(Path.Combine(Repository.Root, $"dashboards/grafana/made/{rule.Dashboard["arena-".Length..]}.json"));
        Assert.Contains(dashboard.Panels, panel => panel.Json.GetProperty("id").GetInt32() == rule.Panel);
        Assert.All((string[])["omrade", "nar"], label => Assert.Contains(label, rule.Labels.Keys));
    }

    [Theory]
    [MemberData(nameof(Uids))]
    public void A_rule_asks_for_fields_that_are_written_in_the_InfluxQL_all_versions_share(string uid)
    {
        var fields = Quantities.All.Select(quantity => quantity.Field).Concat(Figures).ToHashSet(StringComparer.Ordinal);

        foreach (var query in Rule(uid).Queries.Select(query => query.Query))
        {
            Assert.Contains("$timeFilter", query, StringComparison.Ordinal);
            Assert.DoesNotContain("now()", query, StringComparison.Ordinal);
            Assert.All(Field().Matches(query).Select(match => match.Groups["name"].Value).Where(name => name is not ("n" or "v")), name => Assert.Contains(name, fields));
        }
    }

    [Fact]
    public void Only_the_alarm_for_the_database_itself_is_raised_by_its_silence() =>
        Assert.Equal(["arena-ingest-borta"], AlertFiles.Rules.Where(rule => rule.WithError == Unanswered.Alerting || rule.WithoutData == Unanswered.Alerting).Select(rule => rule.Uid));

    [Fact]
    public void Every_point_is_watched_for_silence_once_and_by_its_own_nodes_rule()
    {
        var watched = AlertFiles.Rules.Where(rule => rule.Uid.StartsWith("arena-tyst-", StringComparison.Ordinal))
            .SelectMany(rule => Points(rule).Select(point => (Point: point, Node: rule.Labels["nod"])))
            .Order();

        Assert.Equal(Venue.Manifest.Points.Where(point => point.Group != "node").Select(point => (point.Name, point.Node)).Order(), watched);
    }

    [Fact]
    public void Every_reason_of_the_quarantine_is_counted()
    {
        var query = AlertFiles.Rules.Single(rule => rule.Uid == "arena-karantanen-vaxer").Queries.First().Query;

        Assert.Equal(Quarantined.Order(StringComparer.Ordinal), Field().Matches(query).Select(match => match.Groups["name"].Value).Where(name => name.StartsWith("quarantined_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static AlertRule Rule(string uid) => AlertFiles.Rules.Single(rule => rule.Uid == uid);

    private static string[] Points(AlertRule rule)
    {
        var named = PointNames().Match(rule.Queries.First().Query);
        return named.Groups["names"].Value.Split('|');
    }

    [GeneratedRegex(@"""point"" (= '(?<names>[a-z0-9-]+)'|=~ /\^\((?<names>[a-z0-9|-]+)\)\$/)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointNames();

    [GeneratedRegex(@"(mean|max|min|sum|count|first|last|derivative|non_negative_difference|moving_average)\(""(?<name>[a-z0-9_]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    [GeneratedRegex(@"\$values\.(?<letter>[A-Z]+)\.Value", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextValue();
}
