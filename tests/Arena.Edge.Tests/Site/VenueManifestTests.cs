using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Site;

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
        Assert.True(Manifest.Points.Where(point => point.Group == "bin").Select(bin => bin.Fraction).Distinct().Count() >= 7);
        Assert.Empty(new[]
        {
            "incomer", "floodlight", "kitchen", "ventilation", "solar", "ev-charger", "heat", "water", "bin", "climate", "turnstile", "bicycle", "car", "node",
        }.Except(Manifest.Points.Select(point => point.Group)));
    }
}
