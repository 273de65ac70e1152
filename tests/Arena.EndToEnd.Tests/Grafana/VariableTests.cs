using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>Every variable that the database lists and every annotation, run by a real InfluxDB.</summary>
public sealed class VariableTests(RecordedInflux influx) : IClassFixture<RecordedInflux>
{
    private static readonly VenueRecording Recording = VenueRecording.Shared;

    private static readonly Choice[] Choices = [Choice.All, Choice.Of(("zone", ["clubhouse"])), Choice.Of(("zone", ["plant", "north"])), Choice.Of(("site", ["another-arena"]))];

    public static TheoryData<string, string> Listed() => new(
        Dashboard.All.Values.SelectMany(dashboard => dashboard.Variables.Where(variable => variable.Query is not null).Select(variable => (dashboard.Name, variable.Name))));

    public static TheoryData<string, string> Marked() => new(
        Dashboard.All.Values.SelectMany(dashboard => dashboard.Annotations.Select(annotation => (dashboard.Name, annotation.Name))));

    [Theory]
    [MemberData(nameof(Listed))]
    public async Task A_variable_lists_what_is_measured_in_what_was_chosen_before_it(string name, string variable)
    {
        var dashboard = Dashboard.All[name];
        var query = dashboard.Variables.Single(one => one.Name == variable).Query!;

        foreach (var choice in Choices)
        {
            var listed = await ValuesAsync(Macros.Replace(query, dashboard, choice, Macros.SpanOf(dashboard, null, Clock.Now), "10m"));
            Assert.Equal(Expected(name, variable, choice).Distinct().Order(StringComparer.Ordinal), listed);
        }
    }

    [Theory]
    [MemberData(nameof(Marked))]
    public async Task An_annotation_marks_the_start_of_its_phase_in_every_match(string name, string title)
    {
        var dashboard = Dashboard.All[name];
        var annotation = dashboard.Annotations.Single(one => one.Name == title);
        string[] phases = ["", "Insläpp", "Avspark", "Paus", "Andra halvlek", "Slutsignal", "Städning"];
        var span = Macros.SpanOf(dashboard, null, Clock.Now) with { From = Clock.Start };

        var series = await influx.Client.QueryAsync(Macros.Replace(annotation.Query, dashboard, Choice.All, span, "10m"));

        var marks = series.SelectMany(one => one.Rows.Select(row => (row[0].GetInt64(), row[one.Columns.ToList().IndexOf(annotation.TextColumn)].GetString()!))).ToList();
        var expected = Recording.Figures.Where(figure => figure.Field == "phase" && figure.Value == Array.IndexOf(phases, title)).Select(figure => (figure.UnixMs, figure.Tags["match"])).ToList();
        Assert.InRange(expected.Count, 2, 3);
        Assert.Equal(expected.Order(), marks.Order());
    }

    private static IEnumerable<string> Expected(string dashboard, string variable, Choice choice)
    {
        if (variable == "match")
            return Recording.Figures.Where(figure => figure.Measurement == "match").Select(figure => figure.Tags["match"]);
        var points = Recording.Manifest.Points.Where(point => choice.Has("site", Recording.Manifest.Site));
        return variable switch
        {
            "site" => [Recording.Manifest.Site],
            "zone" => points.Select(point => point.Zone),
            // Ingest's own figures stand in no zone: all zones have them.
            "point" => points.Where(point => choice.Has("zone", point.Zone) && Measures(point.Quantities, dashboard)).Select(point => point.Name)
                .Concat(dashboard == "research" && choice == Choice.All ? ["ingest"] : []),
            _ => throw new InvalidOperationException($"No expectation for the variable {variable} of {dashboard}: say what it should list."),
        };
    }

    private static bool Measures(IEnumerable<string> quantities, string dashboard) => quantities.Any(name =>
        Quantities.TryGet(name, out var quantity) && dashboard switch { "energi" => quantity.Measurement == "energy", "avfall" => quantity.Measurement == "waste", _ => true });

    /// <summary>A variable's values as Grafana lists them: the second column, each once, in order.</summary>
    private async Task<IEnumerable<string>> ValuesAsync(string query)
    {
        var series = await influx.Client.QueryAsync(query);
        return series.SelectMany(one => one.Rows).Select(row => row[1].GetString()!).Distinct().Order(StringComparer.Ordinal);
    }
}
