using System.Globalization;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Grafana;
using Arena.EndToEnd.Tests.Grafana.Panels;
using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Klimat;

/// <summary>Every panel of Klimat, on a real InfluxDB over thirty days of the virtual venue, against what the manifest's factors make of them in C#.</summary>
public sealed partial class KlimatTests(RecordedInflux influx) : IClassFixture<RecordedInflux>
{
    private static readonly Dashboard Dashboard = Dashboard.All["klimat"];
    private static readonly Climate Climate = VenueRecording.Shared.Manifest.Climate!;
    private static readonly Span ThisYear = new(Clock.At(new DateTime(2026, 1, 1)), Clock.Now);

    private static double KgPerWh => Climate.Energy.Single(factor => factor.From.Counted && factor.Medium == "electricity").KgPerKwh!.Value / 1000;

    private static double KgPerKgOfCoal => Climate.Likenesses.Single(likeness => likeness.From.Counted).KgPerKg;

    private static double AllowedKg => Climate.Curves.Single(curve => curve.From.Counted).AllowedKg(2026);

    private static View Year { get; } = new(VenueRecording.Shared, Choice.All, ThisYear, TimeSpan.FromHours(1));

    private static View Day { get; } = new(VenueRecording.Shared, Choice.All, new Span(Clock.Now.AddDays(-1), Clock.Now), TimeSpan.FromHours(1));

    public static TheoryData<string> Titles() => [.. Dashboard.Panels.Where(panel => panel.Targets.Count > 0).Select(panel => panel.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_panel_shows_what_the_factors_make_of_the_recording(string title)
    {
        var panel = Dashboard.Panels.Single(panel => panel.Title == title);
        var shown = new List<Shown>();
        foreach (var target in panel.Targets)
            shown.AddRange((await influx.Client.QueryAsync(At(target.Query))).SelectMany(series => series.Rows.Select(row => new Shown(target.Alias ?? "", row[0].GetInt64(), row[1].GetDouble()))));
        List<Shown> expected = [.. Expected(title)];
        if (expected.TrueForAll(value => value.UnixMs is null))
            shown = shown.ConvertAll(value => value with { UnixMs = null });

        Assert.NotEmpty(expected);
        Assert.Equal(Keys(expected), Keys(shown));
        foreach (var (want, got) in InOrder(expected).Zip(InOrder(shown)))
            Assert.Equal((double)want.Value, (double)got.Value, 1e-6 * Math.Max(1, Math.Abs((double)want.Value)));
    }

    [Fact]
    public void What_is_shown_to_everyone_has_nothing_to_fill_in()
    {
        Assert.Empty(Dashboard.Variables);
        Assert.Empty(Dashboard.Annotations);
        Assert.All(Dashboard.Panels, panel => Assert.Null(panel.TimeFrom));
        Assert.All(Dashboard.Panels.SelectMany(panel => panel.Targets), target => Assert.DoesNotContain("${", target.Query, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_figure_leads_to_how_it_is_computed_with_each_factor_its_year_and_its_source()
    {
        var text = Dashboard.Panels.Single(panel => panel.Type == "text");
        var words = text.Json.GetProperty("options").GetProperty("content").GetString()!;
        var address = $"/d/arena-klimat?viewPanel=panel-{text.Json.GetProperty("id").GetInt32()}";

        Assert.All(Dashboard.Panels.Where(panel => panel.Targets.Count > 0), panel => Assert.Equal(address, Assert.Single(panel.Json.GetProperty("links").EnumerateArray()).GetProperty("url").GetString()));
        foreach (var (title, from) in Climate.Energy.Select(one => (one.Title, one.From)).Concat(Climate.Sorting.Select(one => (one.Title, one.From))).Concat(Climate.Curves.Select(one => (one.Title, one.From))))
        {
            var line = words.Split('\n').Single(line => line.StartsWith($"| {title.Sv} |", StringComparison.Ordinal));
            Assert.Contains(from.Source, line, StringComparison.Ordinal);
            Assert.Contains(from.Counted ? "**räknas**" : "räknas inte", line, StringComparison.Ordinal);
            Assert.Equal(from.Invented, line.Contains("påhittat", StringComparison.Ordinal));
            if (from.Year is { } year)
                Assert.Contains(year.ToString(CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Shown> Expected(string title) => title switch
    {
        "Kol på tallriken, senaste dygnet" => [Whole("", Bought(Day) * KgPerWh / KgPerKgOfCoal)],
        "Koldioxid från elen, senaste dygnet" => [Whole("", Bought(Day) * KgPerWh)],
        "Kvar av årets budget" => [Whole("Kvar av 2026", AllowedKg - (Bought(Year) * KgPerWh))],
        "Utsläpp per dygn mot kurvan" => Year.RisenPerDay("Utsläpp", Quantities.ActiveEnergyImport, Places.Incomer).Select(day => day with { Value = (double)day.Value * KgPerWh })
            .Concat(Year.HoursOf(Quantities.ActiveEnergyImport, Places.Incomer).SelectMany(point => point).Select(hour => Clock.DayOf(hour.UnixMs)).Distinct()
                .Select(day => new Shown("Kurvan 2026", day, AllowedKg / 365))),
        "Fjärrvärme, räknas inte" => [Whole("", Risen(Year, Quantities.ThermalEnergy, Places.Named("heat-main")))],
        "Sparat någon annanstans genom sortering" => Climate.Sorting.Where(factor => factor.From.Counted)
            .Select(factor => (Factor: factor, Kg: Year.Figures("added_kg").Where(figure => figure.Tags["fraction"] == factor.Fraction).ToList()))
            .Where(one => one.Kg.Count > 0)
            .Select(one => Whole($"{one.Factor.Title.Sv}, {one.Factor.KgPerKg!.Value.ToString(CultureInfo.InvariantCulture).Replace('.', ',')} kg/kg", one.Kg.Sum(figure => figure.Value) * one.Factor.KgPerKg!.Value)),
        _ when title.StartsWith("Koldioxid per källa (0,5241 kg/kWh, 2023)", StringComparison.Ordinal) =>
        [
            Whole("All köpt el", Bought(Year) * KgPerWh),
            .. Places.Uses.Select(use => Whole(use.Title, Risen(Year, Quantities.ActiveEnergyImport, Places.InGroup(use.Group)) * KgPerWh)),
        ],
        _ => throw new InvalidOperationException($"No expectation for the panel '{title}': say here what it should show."),
    };

    private static Shown Whole(string series, double value) => new(series, null, value);

    private static double Bought(View view) => Risen(view, Quantities.ActiveEnergyImport, Places.Incomer);

    private static double Risen(View view, Quantity register, Func<SitePoint, bool> where) => view.RisenPerDay("", register, where).Sum(day => (double)day.Value);

    /// <summary>The query at the recording's end: Grafana's span of this year, and InfluxDB's clock.</summary>
    private static string At(string query)
    {
        var now = $"{Clock.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}ms";
        return Macros.Replace(Now().Replace(query, now), Dashboard, Choice.All, ThisYear, "1h");
    }

    private static IEnumerable<string> Keys(IEnumerable<Shown> shown) => InOrder(shown).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Series} {value.UnixMs}"));

    private static IEnumerable<Shown> InOrder(IEnumerable<Shown> shown) => shown.OrderBy(value => value.Series, StringComparer.Ordinal).ThenBy(value => value.UnixMs);

    [GeneratedRegex(@"\bnow\(\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Now();
}
