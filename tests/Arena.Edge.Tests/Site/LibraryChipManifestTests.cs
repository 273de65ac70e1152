using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Site;

/// <summary>Chips in a manifest that a build with the driver pack full reads.</summary>
public class LibraryChipManifestTests
{
    private const string Room = "      - { kind: temperature, point: room, bus: 12, address: 0x18, every: 30s }\n";
    private const string Air = "      - { kind: air, point: room, chip: scd4x, bus: 12, address: 0x62, every: 30s }\n";

    [Fact]
    public void Air_has_the_quantities_of_its_chip()
    {
        var site = Read(ManifestText.Good.Text.Replace(Room, Air, StringComparison.Ordinal));

        var plan = Assert.Single(site.Nodes[0].Sensors.OfType<AirPlan>());
        Assert.Equal((AirPlan.Scd4x, 12, 0x62, true), (plan.Chip, plan.Bus, plan.Address, plan.FeelsCo2));
        Assert.Equal(["temperature", "relative_humidity", "co2"], site.Points.Single(point => point.Name == "room").Quantities);
    }

    [Fact]
    public void An_unknown_chip_and_an_address_it_can_not_have_are_told()
    {
        Refused(ManifestText.Good.Text.Replace(Room, Air.Replace("scd4x", "dht22", StringComparison.Ordinal), StringComparison.Ordinal), "'dht22'", "bme280, scd4x");
        Refused(ManifestText.Good.Text.Replace(Room, Air.Replace("0x62", "0x63", StringComparison.Ordinal), StringComparison.Ordinal), "a SCD4x answers at 0x62");
    }

    [Fact]
    public void A_fill_sensor_may_be_optical_and_has_its_own_reach()
    {
        var text = ManifestText.Good.Text.Replace("{ kind: fill,", "{ kind: fill, chip: vl53l0x,", StringComparison.Ordinal);
        Assert.All(Read(text).Nodes.SelectMany(node => node.Sensors).OfType<FillPlan>(), plan => Assert.Equal(FillPlan.Vl53l0x, plan.Chip));
        Assert.All(Read(ManifestText.Good.Text).Nodes.SelectMany(node => node.Sensors).OfType<FillPlan>(), plan => Assert.Equal(FillPlan.Mb7040, plan.Chip));
        Refused(text.Replace("full_cm: 30", "full_cm: 2", StringComparison.Ordinal), "full_cm");
    }

    [Fact]
    public void A_scale_on_an_HX711_has_two_lines_and_no_address()
    {
        var weight = ManifestText.Good.Text.Split('\n').Single(line => line.Contains("kind: weight", StringComparison.Ordinal));
        var hx711 = weight.Replace("kind: weight,", "kind: weight, chip: hx711, clock: 20, data: 21,", StringComparison.Ordinal);
        foreach (var key in (string[])["bus", "address", "gain"])
            hx711 = System.Text.RegularExpressions.Regex.Replace(hx711, $"{key}: [0-9A-Za-z]+, ", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

        var plan = Assert.Single(Read(ManifestText.Good.Text.Replace(weight, hx711, StringComparison.Ordinal)).Nodes.SelectMany(node => node.Sensors).OfType<Hx711Plan>());
        Assert.Equal((20, 21), (plan.ClockLine, plan.DataLine));
        Refused(ManifestText.Good.Text.Replace(weight, hx711.Replace("data: 21", "data: 20", StringComparison.Ordinal), StringComparison.Ordinal), "GPIO line 20", "two sensors");
    }

    private static SiteManifest Read(string text)
    {
        var reading = SiteReader.Read(text);
        Assert.Empty(reading.Describe());
        return reading.Manifest!;
    }

    private static void Refused(string text, params string[] words)
    {
        var faults = string.Join('\n', SiteReader.Read(text).Describe());
        Assert.All(words, word => Assert.Contains(word, faults, StringComparison.Ordinal));
    }
}
