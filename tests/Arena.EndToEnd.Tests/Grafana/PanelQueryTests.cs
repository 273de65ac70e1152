using System.Globalization;
using Arena.EndToEnd.Tests.Grafana.Panels;
using Arena.EndToEnd.Tests.Grafana.Venue;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>Every query of every panel, run by a real InfluxDB over thirty days of the virtual venue, against values computed without one.</summary>
public sealed class PanelQueryTests(RecordedInflux influx) : IClassFixture<RecordedInflux>
{
    /// <summary>A grid that Grafana could choose for a day on a phone: coarse enough that a cell holds several samples.</summary>
    private const string Grid = "10m";

    private static readonly Dictionary<string, Dictionary<string, Func<View, IEnumerable<Shown>>>> Expected = new()
    {
        ["driftcentral"] = DriftcentralShows.Panels,
        ["matchdag"] = MatchdagShows.Panels,
        ["energi"] = EnergiShows.Panels,
        ["avfall"] = AvfallShows.Panels,
        ["research"] = ResearchShows.Panels,
        ["fleet"] = FleetShows.Panels,
    };

    /// <summary>Dashboards whose panels are tested beside what they are made from.</summary>
    private static readonly string[] Elsewhere = ["klimat"];

    private static readonly Choice Match = Choice.Of(("match", ["2026-11-22-degerfors-if"]));
    private static readonly Choice Study = Choice.Of(("point", ["water-main"]), ("quantity", ["water_consumption"]), ("rollup", ["_1h"]), ("agg", ["last"]));

    private static readonly Dictionary<string, Choice> Choices = new()
    {
        ["everything"] = Choice.All,
        ["one zone"] = Choice.Of(("zone", ["clubhouse"])),
        ["two zones"] = Choice.Of(("zone", ["plant", "north"])),
        ["two points of a zone"] = Choice.Of(("zone", ["north"]), ("point", ["kiosk-north", "bin-north-1-food"])),
        ["this match"] = Match,
        ["this match in a zone"] = Match.And("zone", "south"),
        ["an earlier match"] = Choice.Of(("match", ["2026-11-07-sandvikens-if"])),
        ["a register"] = Study,
        ["two quantities of two points"] = Choice.Of(("point", ["kiosk-north", "incomer"]), ("quantity", ["active_power", "active_energy_import"]), ("rollup", ["_1h"]), ("agg", ["mean"])),
    };

    public static TheoryData<string, string, string> PanelsAndChoices()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var dashboard in Dashboard.All.Values.Where(dashboard => !Elsewhere.Contains(dashboard.Name)))
            foreach (var panel in dashboard.Panels.Where(panel => panel.Targets.Count > 0))
                foreach (var choice in ChoicesOf(dashboard))
                    data.Add(dashboard.Name, panel.Title, choice);
        return data;
    }

    [Theory]
    [MemberData(nameof(PanelsAndChoices))]
    public async Task A_panel_shows_what_was_recorded(string name, string title, string chosen)
    {
        var dashboard = Dashboard.All[name];
        var panel = dashboard.Panels.Single(panel => panel.Title == title);
        var choice = Choices[chosen];

        var shown = await influx.Client.ShownAsync(dashboard, panel, choice, Clock.Now, Grid);

        Assert.True(Expected.TryGetValue(name, out var panels), $"No expectations for the dashboard {name}: write them beside the others.");
        Assert.True(panels.TryGetValue(title, out var expectation), $"No expectation for the panel '{title}' of {name}: say what it should show.");
        var view = new View(VenueRecording.Shared, choice, Macros.SpanOf(dashboard, panel, Clock.Now), Macros.Duration(Macros.GridOf(panel, Grid)));
        List<Shown> expected = [.. expectation(view)];
        if (chosen == ChoicesOf(dashboard)[0])
            Assert.NotEmpty(expected);
        if (expected.TrueForAll(value => value.UnixMs is null))
            shown = shown.ConvertAll(value => value with { UnixMs = null });
        Assert.Equal(Keys(expected), Keys(shown));
        foreach (var (want, got) in InOrder(expected).Zip(InOrder(shown)))
            Assert.True(IsSame(want.Value, got.Value), $"{title}: {want} expected, {got} shown");
    }

    [Fact]
    public void Every_expectation_belongs_to_a_panel()
    {
        foreach (var (name, panels) in Expected)
            Assert.Empty(panels.Keys.Except(Dashboard.All[name].Panels.Select(panel => panel.Title)));
    }

    /// <summary>The first one is the dashboard as it opens, in which no panel may be empty.</summary>
    private static string[] ChoicesOf(Dashboard dashboard) => dashboard.Name switch
    {
        "matchdag" => ["this match", "this match in a zone", "an earlier match"],
        "research" => ["a register", "two quantities of two points"],
        "driftcentral" => ["everything"],
        _ when dashboard.Variables.Any(variable => variable.Name == "point") => ["everything", "one zone", "two zones", "two points of a zone"],
        _ => ["everything", "one zone", "two zones"],
    };

    private static bool IsSame(object want, object got) => (want, got) switch
    {
        (double one, double other) => Math.Abs(one - other) <= 1e-9 * Math.Max(1, Math.Abs(one)),
        _ => want.Equals(got),
    };

    private static IEnumerable<Shown> InOrder(IEnumerable<Shown> shown) =>
        shown.OrderBy(value => value.Series, StringComparer.Ordinal).ThenBy(value => value.UnixMs);

    private static IEnumerable<string> Keys(IEnumerable<Shown> shown) =>
        InOrder(shown).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Series} {value.UnixMs}"));
}
