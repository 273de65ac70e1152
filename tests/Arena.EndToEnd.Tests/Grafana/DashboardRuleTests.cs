using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Grafana.Panels;
using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>What every dashboard must have, whatever it shows.</summary>
[Trait("Category", "Check")]
public sealed partial class DashboardRuleTests
{
    /// <summary>Ids of Grafana's unit table that this venue's quantities need; <c>suffix:</c> is its own way to write any other.</summary>
    private static readonly string[] Units = ["watt", "watth", "litre", "percentunit", "celsius", "masskg", "humidity", "ppm", "s", "none", "decbytes"];

    /// <summary>Fields that ingest computes; the registry has all others.</summary>
    private static readonly Dictionary<string, string[]> Figures = new()
    {
        ["match"] = ["phase", "attendance", "expected_attendance", "waste_kg", "sorted_kg", "energy_wh", "water_l", "emptyings"],
        ["waste"] = ["added_kg", "emptied", "emptied_kg", "checked", "contamination", "contamination_kg"],
        ["node"] = ["online", "completeness", "software", "heartbeat", "stored", "under_way"],
    };

    public static TheoryData<string, string> Panels() => new(
        Dashboard.All.Values.SelectMany(dashboard => dashboard.Panels.Select(panel => (dashboard.Name, panel.Title))));

    public static TheoryData<string, string> Asking() => new(
        Dashboard.All.Values.SelectMany(dashboard => dashboard.Panels.Where(panel => panel.Targets.Count > 0).Select(panel => (dashboard.Name, panel.Title))));

    public static TheoryData<string> Names() => [.. Dashboard.All.Keys];

    [Theory]
    [MemberData(nameof(Panels))]
    public void A_panel_says_what_it_shows_and_what_to_do_about_it(string name, string title)
    {
        var description = Of(name, title).Json.GetProperty("description").GetString()!;

        Assert.Matches("[.?]$", description);
        Assert.True(description.Length > 20, description);
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public void A_panel_has_a_unit_decimals_and_words_for_no_data(string name, string title)
    {
        var panel = Of(name, title);

        var unit = panel.Default("unit")!;
        Assert.True(Units.Contains(unit) || unit.StartsWith("suffix:", StringComparison.Ordinal), $"{unit} is no unit of Grafana's this test knows");
        Assert.False(string.IsNullOrWhiteSpace(panel.Default("noValue")));
        Assert.NotNull(panel.Default("decimals"));
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public void A_panel_names_only_measurements_and_fields_that_are_written(string name, string title)
    {
        foreach (var query in Of(name, title).Targets.Select(target => target.Query))
        {
            foreach (var measurement in Measurement().Matches(query).Select(match => match.Groups["name"].Value))
                Assert.True(Quantities.All.Any(quantity => IsRolled(measurement, quantity.Measurement)) || Figures.ContainsKey(measurement), $"Nothing writes the measurement {measurement}.");
            var own = Own().Matches(query).Select(match => match.Groups["name"].Value).ToHashSet();
            foreach (var field in Field().Matches(query).Select(match => match.Groups["name"].Value).Where(field => !own.Contains(field)))
                Assert.True(Quantities.All.Any(quantity => IsRolled(field, quantity.Field)) || Figures.Values.Any(fields => fields.Contains(field)), $"Nothing writes the field {field}.");
        }
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public void A_panel_asks_in_the_InfluxQL_that_1_8_and_2_and_3_share(string name, string title)
    {
        foreach (var query in Of(name, title).Targets.Select(target => target.Query))
        {
            Assert.StartsWith("SELECT ", query, StringComparison.Ordinal);
            Assert.DoesNotContain("|>", query, StringComparison.Ordinal);
            Assert.DoesNotMatch(NotShared(), query);
            Assert.True(query.Contains("$timeFilter", StringComparison.Ordinal) || query.Contains("${__to}", StringComparison.Ordinal), $"{query} looks through all of time.");
        }
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void A_panel_fits_the_grid_and_covers_no_other(string name, string title)
    {
        var areas = Dashboard.All[name].Panels.ToDictionary(panel => panel.Title, panel => Area.Of(panel.Json));

        Assert.True(areas[title].X + areas[title].Width <= 24);
        Assert.DoesNotContain(areas, other => other.Key != title && other.Value.Overlaps(areas[title]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dashboard_has_its_own_id_lives_on_the_venues_clock_and_is_not_edited_in_the_browser(string name)
    {
        var root = Dashboard.All[name].Root;

        Assert.Equal("arena-" + name, root.GetProperty("uid").GetString());
        Assert.Equal("Europe/Stockholm", root.GetProperty("timezone").GetString());
        Assert.Matches("^[0-9]+[smh]$", root.GetProperty("refresh").GetString()!);
        Assert.False(root.GetProperty("editable").GetBoolean());
        Assert.InRange(root.GetProperty("schemaVersion").GetInt32(), 41, 42);
        var ids = root.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetInt32()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dashboard_shows_every_fraction_by_its_name_for_staff_in_a_colour_of_its_own(string name)
    {
        var fractions = VenueRecording.Shared.Manifest.Points.Select(point => point.Fraction).OfType<string>().Distinct();

        foreach (var panel in Dashboard.All[name].Panels.Where(panel => panel.Targets.Any(target => target.Alias == "$tag_fraction")))
        {
            var rules = panel.Json.GetProperty("fieldConfig").GetProperty("overrides").EnumerateArray()
                .ToDictionary(rule => rule.GetProperty("matcher").GetProperty("options").GetString()!, rule => rule.GetProperty("properties").ToString());
            Assert.All(fractions, fraction => Assert.Contains("displayName", rules[fraction], StringComparison.Ordinal));
            Assert.Equal(rules.Count, rules.Values.Select(rule => Colour().Match(rule).Value).Distinct().Count());
        }
    }

    [Fact]
    public void Driftcentral_fits_a_TV_of_1080_lines_without_scrolling()
    {
        // A row of Grafana's grid is 30 pixels and 8 between.
        var areas = Dashboard.Driftcentral.Panels.Select(panel => Area.Of(panel.Json));

        Assert.True(areas.Max(area => area.Y + area.Height) * 38 <= 1080);
    }

    [Fact]
    public void A_fraction_a_medium_and_a_use_have_one_colour_on_all_dashboards()
    {
        string[] named = [.. VenueRecording.Shared.Manifest.Points.Select(point => point.Fraction).OfType<string>().Distinct(), "Från nätet", "Från taket", .. Places.Uses.Select(use => use.Title)];

        var colours = Dashboard.All.Values.SelectMany(dashboard => dashboard.Panels)
            .SelectMany(panel => panel.Json.GetProperty("fieldConfig").GetProperty("overrides").EnumerateArray())
            .Select(rule => (Name: rule.GetProperty("matcher").GetProperty("options").GetString()!, Colour: Colour().Match(rule.GetProperty("properties").ToString()).Value))
            .Where(rule => named.Contains(rule.Name))
            .Distinct()
            .ToList();

        Assert.Equal(named.Order(), colours.Select(rule => rule.Name).Order());
    }

    private static Panel Of(string name, string title) => Dashboard.All[name].Panels.Single(panel => panel.Title == title);

    /// <summary>The name itself, or with what rollups add: <c>energy_1h</c>, <c>active_power_w_mean</c>.</summary>
    private static bool IsRolled(string name, string written) =>
        name == written || (name.StartsWith(written + "_", StringComparison.Ordinal) && Rolled().IsMatch(name[written.Length..]));

    [GeneratedRegex("^_(1m|15m|1h|1d|mean|min|max|sum|count|first|last)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rolled();

    [GeneratedRegex("FROM \"(?<name>[a-z0-9_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Measurement();

    /// <summary>A name that the query itself gave a column.</summary>
    [GeneratedRegex("AS \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Own();

    [GeneratedRegex("(mean|max|min|sum|count|first|last|non_negative_difference|non_negative_derivative)\\(\"(?<name>[a-z0-9_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    [GeneratedRegex("#[0-9a-f]{6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Colour();

    /// <summary>Functions and clauses that one of the three does not have.</summary>
    [GeneratedRegex(@"\b(INTO|holt_winters|integral|sample|top|bottom|percentile_approx|elapsed)\b\s*\(?", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NotShared();

    /// <summary>Where a panel lies on Grafana's grid of 24 columns.</summary>
    private readonly record struct Area(int X, int Y, int Width, int Height)
    {
        public static Area Of(System.Text.Json.JsonElement panel)
        {
            var grid = panel.GetProperty("gridPos");
            return new Area(grid.GetProperty("x").GetInt32(), grid.GetProperty("y").GetInt32(), grid.GetProperty("w").GetInt32(), grid.GetProperty("h").GetInt32());
        }

        public bool Overlaps(Area other) =>
            X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
