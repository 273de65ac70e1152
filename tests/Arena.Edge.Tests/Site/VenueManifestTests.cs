using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Site;

/// <summary>The manifest that is shipped, and what the rest of the system counts on in it.</summary>
public class VenueManifestTests
{
    private static SiteManifest Manifest => Venue.Reading.Manifest ?? throw new InvalidOperationException(string.Join('\n', Venue.Reading.Describe()));

    [Fact]
    public void The_venue_has_no_fault() => Assert.Empty(Venue.Reading.Describe());

    [Fact]
    public void It_is_a_whole_venue()
    {
        Assert.True(Manifest.Nodes.Count >= 14, $"{Manifest.Nodes.Count} nodes");
        Assert.True(Manifest.Points.Count(point => point.Group != "node") >= 130, $"{Manifest.Points.Count} points");
        Assert.Empty(new[]
        {
            "incomer", "floodlight", "kitchen", "ventilation", "solar", "ev-charger", "heat", "water", "bin", "climate", "turnstile", "bicycle", "car", "node",
        }.Except(Manifest.Points.Select(point => point.Group)));
        Assert.Empty(new[] { "s0", "fill", "weight", "lid", "temperature", "current", "dc", "health" }.Except(Manifest.Nodes.SelectMany(node => node.Sensors).Select(sensor => sensor.Kind)));
    }

    [Fact]
    public void Every_bin_has_a_fill_sensor_and_every_station_three_fractions_or_more()
    {
        var bins = Manifest.Points.Where(point => point.Group == "bin").ToList();
        var stations = bins.GroupBy(bin => bin.Name[..^(bin.Fraction!.Length + 1)]).ToList();

        Assert.All(bins, bin => Assert.Contains("filling_level", bin.Quantities));
        Assert.True(stations.Count >= 14, $"{stations.Count} stations");
        Assert.All(stations, station => Assert.InRange(station.Count(), 3, 6));
    }

    [Fact]
    public void Every_name_of_a_series_is_the_points_own() =>
        Assert.Equal(Manifest.Points.Count, Manifest.Points.Select(point => point.Name).Distinct().Count());

    [Fact]
    public void It_is_where_it_is()
    {
        Assert.Equal((60 + (29 / 60.0) + (42 / 3600.0), 15 + (26 / 60.0) + (2 / 3600.0), 6500), (Manifest.Latitude, Manifest.Longitude, Manifest.Capacity), Close);
        var pitch = Assert.Single(Manifest.Map.Shapes, shape => shape.Kind == "pitch").Outline;
        Assert.Equal((105 * 5.0, 68 * 5.0), (pitch.Max(corner => corner.X) - pitch.Min(corner => corner.X), pitch.Max(corner => corner.Y) - pitch.Min(corner => corner.Y)));
    }

    [Fact]
    public void From_the_first_spring_to_the_next_autumn_a_match_is_never_far() =>
        Assert.All(
            Manifest.Matches.OrderBy(match => match.KickOff).Zip(Manifest.Matches.OrderBy(match => match.KickOff).Skip(1)),
            pair => Assert.True(pair.Second.KickOff - pair.First.KickOff < TimeSpan.FromDays(32), $"{pair.First.Name} to {pair.Second.Name}"));

    [Fact]
    public void Its_climate_figures_are_the_published_ones_and_what_is_invented_says_so()
    {
        var climate = Manifest.Climate!;
        Assert.Equal(("residual-mix-2023", 0.5241, 2023), Assert.Single(climate.Energy, factor => factor.From.Counted) is var grid ? (grid.Name, grid.KgPerKwh, grid.From.Year) : default);
        Assert.Null(Assert.Single(climate.Energy, factor => factor.Medium == "heat").KgPerKwh);
        var curve = Assert.Single(climate.Curves, curve => curve.From.Counted);
        Assert.Equal(7.69, Enumerable.Range(curve.BaseYear, 1000).Sum(curve.AllowedKg) / curve.BaseKg, 2);
        Assert.Equal(0.434, curve.AllowedKg(curve.BaseYear + 6) / curve.BaseKg, 3);
        Assert.All(climate.Curves, curve => Assert.True(curve.From.Invented));
        Assert.InRange(Assert.Single(climate.Likenesses).KgPerKg, 2.4, 2.9);
        Assert.Empty(Manifest.Points.Select(point => point.Fraction).OfType<string>().Except(["residual"]).Except(climate.Sorting.Select(factor => factor.Fraction)));
    }

    private static bool Close((double Latitude, double Longitude, int Capacity) expected, (double Latitude, double Longitude, int Capacity) found) =>
        Math.Abs(expected.Latitude - found.Latitude) < 1e-4 && Math.Abs(expected.Longitude - found.Longitude) < 1e-4 && expected.Capacity == found.Capacity;
}
