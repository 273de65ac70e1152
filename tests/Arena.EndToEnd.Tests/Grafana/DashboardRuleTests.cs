using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>What every dashboard must have, whatever it shows.</summary>
[Trait("Category", "Check")]
public sealed partial class DashboardRuleTests
{
    /// <summary>Ids of Grafana's unit table that this venue's quantities need; <c>suffix:</c> is its own way to write any other.</summary>
    private static readonly string[] Units = ["watt", "watth", "litre", "percentunit", "celsius", "masskg", "humidity", "ppm", "s", "none", "decbytes"];

    private static readonly Dictionary<string, Dashboard> Dashboards = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "dashboards/grafana/made"), "*.json")
        .ToDictionary(path => Path.GetFileName(path)!, Dashboard.Read);

    public static TheoryData<string, string> Panels()
    {
        var data = new TheoryData<string, string>();
        foreach (var (file, dashboard) in Dashboards)
            foreach (var panel in dashboard.Panels)
                data.Add(file, panel.Title);
        return data;
    }

    public static TheoryData<string> Files() => [.. Dashboards.Keys];

    [Theory]
    [MemberData(nameof(Panels))]
    public void A_panel_says_what_it_shows_in_which_unit_and_what_no_data_means(string file, string title)
    {
        var panel = Dashboards[file].Panels.Single(panel => panel.Title == title);

        var description = panel.Json.GetProperty("description").GetString()!;
        Assert.EndsWith(".", description, StringComparison.Ordinal);
        Assert.True(description.Length > 20, description);
        var unit = panel.Default("unit")!;
        Assert.True(Units.Contains(unit) || unit.StartsWith("suffix:", StringComparison.Ordinal), $"{unit} is no unit of Grafana's this test knows");
        Assert.False(string.IsNullOrWhiteSpace(panel.Default("noValue")));
        Assert.NotNull(panel.Default("decimals"));
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void A_panel_names_only_measurements_and_fields_of_the_registry(string file, string title)
    {
        var known = Quantities.All.Select(quantity => (quantity.Measurement, quantity.Field)).ToHashSet();

        foreach (var query in Dashboards[file].Panels.Single(panel => panel.Title == title).Targets.Select(target => target.Query))
        {
            var measurement = Measurement().Match(query).Groups["name"].Value;
            var field = Field().Match(query).Groups["name"].Value;
            Assert.Contains((measurement, field), known);
        }
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void A_panel_asks_in_the_InfluxQL_that_1_8_and_2_and_3_share(string file, string title)
    {
        foreach (var query in Dashboards[file].Panels.Single(panel => panel.Title == title).Targets.Select(target => target.Query))
        {
            Assert.StartsWith("SELECT ", query, StringComparison.Ordinal);
            Assert.DoesNotContain("|>", query, StringComparison.Ordinal);
            Assert.DoesNotMatch(NotShared(), query);
            Assert.Contains("$timeFilter", query, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void A_panel_fits_the_grid_and_covers_no_other(string file, string title)
    {
        var areas = Dashboards[file].Panels.ToDictionary(panel => panel.Title, panel => Area.Of(panel.Json));

        Assert.True(areas[title].X + areas[title].Width <= 24);
        Assert.DoesNotContain(areas, other => other.Key != title && other.Value.Overlaps(areas[title]));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_dashboard_has_its_own_id_lives_on_the_venues_clock_and_is_not_edited_in_the_browser(string file)
    {
        var root = Dashboards[file].Root;

        Assert.Equal("arena-" + Path.GetFileNameWithoutExtension(file), root.GetProperty("uid").GetString());
        Assert.Equal("Europe/Stockholm", root.GetProperty("timezone").GetString());
        Assert.Equal("10s", root.GetProperty("refresh").GetString());
        Assert.False(root.GetProperty("editable").GetBoolean());
        Assert.InRange(root.GetProperty("schemaVersion").GetInt32(), 41, 42);
        var ids = root.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetInt32()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_dashboard_shows_every_fraction_by_its_name_for_staff(string file)
    {
        var recording = new Recording();
        var fractions = recording.Manifest.Points.Select(point => point.Fraction).OfType<string>().Distinct();

        foreach (var panel in Dashboards[file].Panels.Where(panel => panel.Targets.Any(target => target.Alias == "$tag_fraction")))
        {
            var named = panel.Json.GetProperty("fieldConfig").GetProperty("overrides").EnumerateArray()
                .Select(rule => rule.GetProperty("matcher").GetProperty("options").GetString()).ToHashSet();
            Assert.All(fractions, fraction => Assert.Contains(fraction, named));
        }
    }

    [GeneratedRegex("FROM \"(?<name>[a-z_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Measurement();

    [GeneratedRegex("(mean|max|min|sum|count|first|last|non_negative_difference)\\(\"(?<name>[a-z0-9]+_[a-z0-9_]+)\"\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

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
