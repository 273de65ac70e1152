using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Site;

/// <summary>Displays, calibrations, clamps and shunts in a manifest.</summary>
public class MeterAndClampFaultTests
{
    private const string Room = "      - { kind: temperature, point: room, bus: 12, address: 0x18, every: 30s }\n";
    private const string Clamp = "      - { kind: current, point: oven, bus: 12, address: 0x48, input: a0, turns: 2000, burden_ohm: 22, mains_v: 230, max_a: 100, every: 60s }\n";
    private const string Shunt = "      - { kind: dc, point: panel, bus: 12, address: 0x40, shunt_ohm: 0.002, max_a: 20, every: 60s }\n";
    private const string Points = "  tap: {";

    private static readonly string Text = ManifestText.Good.Text
        .Replace(Room, Room + Clamp + Shunt, StringComparison.Ordinal)
        .Replace(
            Points,
            """
              oven: { title: { sv: Ugn, en: Oven }, zone: north, at: [1, 2], group: other, medium: electricity }
              panel: { title: { sv: Panel, en: Panel }, zone: north, at: [1, 2], group: other, medium: electricity }
              tap: {
            """,
            StringComparison.Ordinal);

    [Fact]
    public void A_clamp_and_a_shunt_are_what_the_manifest_says()
    {
        var sensors = Read(Text).Nodes[0].Sensors;
        var clamp = Assert.Single(sensors.OfType<CurrentPlan>());
        Assert.Equal((0x48, "a0", 2000 / 22.0, 230, 100), (clamp.Address, clamp.Input, clamp.AmperesPerVolt, clamp.MainsV, clamp.MaxA));
        Assert.Equal((0x40, 0.002, 20), (Assert.Single(sensors.OfType<DcPlan>()).Address, sensors.OfType<DcPlan>().First().ShuntOhm, sensors.OfType<DcPlan>().First().MaxA));
    }

    [Fact]
    public void A_known_load_knows_the_scale_better_than_labels()
    {
        var plan = Read(Text.Replace("burden_ohm: 22,", "burden_ohm: 22, known_a: 8.7, known_mv: 94.1,", StringComparison.Ordinal)).Nodes[0].Sensors.OfType<CurrentPlan>().Single();
        Assert.Equal(8.7 / 0.0941, plan.AmperesPerVolt, 9);
        Refused(Text.Replace("burden_ohm: 22,", "burden_ohm: 22, known_a: 8.7, known_mv: 9.41,", StringComparison.Ordinal), "924.5 A for each volt", "around one conductor only");
    }

    [Fact]
    public void Clamps_share_a_chip_but_not_an_input()
    {
        var other = Clamp.Replace("oven", "room", StringComparison.Ordinal).Replace("a0", "a1", StringComparison.Ordinal);
        var text = Text.Replace("group: climate", "group: climate, medium: electricity", StringComparison.Ordinal);
        Read(text.Replace(Clamp, Clamp + other, StringComparison.Ordinal));
        Refused(text.Replace(Clamp, Clamp + other.Replace("a1", "a0-a1", StringComparison.Ordinal), StringComparison.Ordinal), "input a0-a1 of the ADS1115", "a free input");
    }

    [Fact]
    public void A_shunt_that_gives_more_than_the_chip_measures_is_refused() =>
        Refused(Text.Replace("max_a: 20", "max_a: 50", StringComparison.Ordinal), "100.0 mV at the shunt", "smaller shunt");

    [Fact]
    public void A_calibration_has_a_date_and_a_name()
    {
        var plan = Read(Text.Replace("full_cm: 30", "full_cm: 30, calibrated: 2026-11-20 Anna Berg, raw: true", StringComparison.Ordinal)).Nodes[0].Sensors.OfType<FillPlan>().Single();
        Assert.Equal((new Calibration(new DateOnly(2026, 11, 20), "Anna Berg"), true), (plan.Calibrated, plan.Raw));
        Refused(Text.Replace("full_cm: 30", "full_cm: 30, calibrated: yesterday", StringComparison.Ordinal), "does not begin with a date", "2026-11-22 Anna Berg");
        Refused(Text.Replace("full_cm: 30", "full_cm: 30, calibrated: 2026-11-20", StringComparison.Ordinal), "names nobody", "2026-11-22 Anna Berg");
    }

    [Fact]
    public void A_raw_reading_is_a_quantity_of_its_point() =>
        Assert.Contains(
            "cargo_weight_raw",
            Read(Text.Replace("max_kg: 150", "max_kg: 150, raw: true", StringComparison.Ordinal)).Points.Single(point => point.Name == "bin").Quantities);

    [Theory]
    [InlineData("000000.0 kWh", 6, 1, 1e9, 100)]
    [InlineData("00000000 Wh", 8, 0, 1e8, 1)]
    public void A_display_is_written_as_the_meters_front_shows_it(string display, int digits, int decimals, double overflow, double resolution)
    {
        var manifest = Read(WithDisplay(display));
        var found = manifest.Nodes[0].Sensors.OfType<S0Plan>().Single().Display!;
        Assert.Equal((digits, decimals, overflow, resolution), (found.Digits, found.Decimals, found.Overflow, found.Resolution));
        Assert.Contains("active_energy_import_pulses", manifest.Points.Single(point => point.Name == "meter").Quantities);
    }

    [Theory]
    [InlineData("6 digits", "not what a meter's front shows")]
    [InlineData("000000.0 m3", "not what a meter's front shows")]
    [InlineData("000 Wh", "begins anew after 1000 pulses")]
    public void Another_display_is_refused(string display, string what) => Refused(WithDisplay(display), what, "");

    [Fact]
    public void Counters_of_pieces_have_no_display() =>
        Refused(Text.Replace("max_rate: 2/s", "max_rate: 2/s, display: 00000 kWh", StringComparison.Ordinal), "a counter of pieces", "Remove it");

    [Fact]
    public void An_expander_has_sixteen_lines() =>
        Refused(Text.Replace("line: 6,", "chip: mcp23017, line: 16,", StringComparison.Ordinal), "an MCP23017 has lines 0 to 15", "GPB0");

    private static string WithDisplay(string display) => Text.Replace("max_rate: 44 kW", $"max_rate: 44 kW, display: {display}", StringComparison.Ordinal);

    private static SiteManifest Read(string text)
    {
        var reading = SiteReader.Read(text);
        Assert.Empty(reading.Describe());
        return reading.Manifest!;
    }

    private static void Refused(string text, string what, string fix)
    {
        var fault = Assert.Single(SiteReader.Read(text).Faults);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Contains(fix, fault.Fix, StringComparison.Ordinal);
    }
}
