using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Site;

public class GoodManifestTests
{
    private static readonly SiteManifest Manifest = ManifestText.Good.Reading.Manifest!;

    private static Climate Counting => ManifestText.WithClimate.Reading.Manifest!.Climate!;

    private static SitePoint Point(string name) => Manifest.Points.Single(point => point.Name == name);

    private static T Sensor<T>(string point)
        where T : SensorPlan => Manifest.Nodes.SelectMany(node => node.Sensors).OfType<T>().Single(sensor => sensor.Point == point);

    [Fact]
    public void A_good_manifest_has_no_fault() => Assert.Empty(ManifestText.Good.Reading.Describe());

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        Assert.Equal(("test-ground", "Europe/Stockholm", 60.5, 15.4, 1000), (Manifest.Site, Manifest.TimeZone, Manifest.Latitude, Manifest.Longitude, Manifest.Capacity));
        Assert.Equal(new Title("Provplanen", "Test ground"), Manifest.Title);
        Assert.Equal(3, Assert.Single(Manifest.Map.Shapes).Outline.Count);
        Assert.Equal(new Match("first", "Gästerna", new DateTime(2026, 11, 22, 15, 0, 0), 900), Manifest.Matches[0]);
        Assert.Equal(("food", new MapPosition(5, 6)), (Point("bin").Fraction, Point("bin").At));
    }

    [Fact]
    public void Amounts_are_in_the_registrys_units_whatever_they_are_written_in()
    {
        Assert.Equal((1.0, 44_000.0), (Sensor<S0Plan>("meter").PerPulse, Sensor<S0Plan>("meter").MaxRate));
        Assert.Equal(10.0, Sensor<S0Plan>("tap").PerPulse);
        Assert.Equal(20 / 3.6, Sensor<S0Plan>("tap").MaxRate, 12);
        Assert.Equal((1.0, 2.0), (Sensor<S0Plan>("gate").PerPulse, Sensor<S0Plan>("gate").MaxRate));
    }

    [Fact]
    public void Durations_are_read_with_their_unit()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(10), Sensor<S0Plan>("meter").Debounce);
        Assert.Equal(TimeSpan.FromSeconds(10), Sensor<S0Plan>("meter").Every);
        Assert.Equal(TimeSpan.FromMinutes(5), Sensor<WeightPlan>("bin").Every);
        Assert.Equal(TimeSpan.FromHours(1), Sensor<LidPlan>("bin").Every);
    }

    [Fact]
    public void The_headers_chip_follows_from_the_board()
    {
        Assert.Equal("pinctrl-bcm2711", Sensor<S0Plan>("meter").Chip);
        Assert.Equal("pinctrl-rp1", Sensor<S0Plan>("tap").Chip);
    }

    [Fact]
    public void A_channel_runs_at_its_parents_speed() =>
        Assert.Equal(new I2cBusPlan(11, 50_000, new MuxChannel(1, 0x71, 0)), Manifest.Nodes[0].Buses[1]);

    [Fact]
    public void A_points_quantities_and_node_follow_from_its_sensors()
    {
        Assert.Equal(["active_energy_import", "active_power"], Point("meter").Quantities);
        Assert.Equal(["water_consumption"], Point("tap").Quantities);
        Assert.Equal(["filling_level", "cargo_weight", "lid_open", "lid_openings"], Point("bin").Quantities);
        Assert.Equal(["temperature"], Point("room").Quantities);
        Assert.Equal(("node-a", "node-b"), (Point("meter").Node, Point("gate").Node));
    }

    [Fact]
    public void Every_node_is_a_point_and_measures_its_own_health()
    {
        Assert.Equal(TimeSpan.FromSeconds(60), Sensor<HealthPlan>("node-a").Every);
        Assert.Equal(TimeSpan.FromMinutes(2), Sensor<HealthPlan>("node-b").Every);
        Assert.Equal(("node", "node-a"), (Point("node-a").Group, Point("node-a").Node));
        Assert.Equal(["cpu_temperature", "cpu_load", "memory_used", "disk_free", "uptime", "outbox_batches", "pulses_lost", "clock_error"], Point("node-a").Quantities);
    }

    [Fact]
    public void Climate_factors_are_read_with_where_they_come_from()
    {
        var climate = Counting;
        var counted = new Provenance("A report", 2023, new Title("Elnät", "Grid"), Counted: true, Invented: false);
        Assert.Equal(new EnergyFactor("dear", new Title("Dyr el", "Dear power"), "electricity", 0.5, counted), climate.Energy[0]);
        Assert.Equal((0.05, false), (climate.Energy[1].KgPerKwh, climate.Energy[1].From.Counted));
        Assert.Equal(("food", 0.07), (climate.Sorting[0].Fraction, climate.Sorting[0].KgPerKg));
        Assert.Equal((2.44, 2006), (climate.Likenesses[0].KgPerKg, climate.Likenesses[0].From.Year));
        Assert.True(climate.Curves[0].From.Invented);
    }

    [Fact]
    public void What_has_no_public_figure_has_none() =>
        Assert.Equal((null, null, null), (Counting.Energy[2].KgPerKwh, Counting.Energy[2].From.Year, Counting.Energy[2].From.Boundary));

    [Fact]
    public void A_curve_takes_its_share_away_each_year()
    {
        var curve = Counting.Curves[0];
        Assert.Equal([1000, 870, 756.9, 1000 * Math.Pow(0.87, 6)], new[] { 2025, 2026, 2027, 2031 }.Select(curve.AllowedKg), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void The_climate_section_may_be_left_out() => Assert.Null(Manifest.Climate);

    [Fact]
    public void Every_quantity_is_in_the_registry() =>
        Assert.All(Manifest.Points.SelectMany(point => point.Quantities), name => Assert.True(Quantities.TryGet(name, out _), name));

    [Fact]
    public void The_serial_lines_are_free_when_the_console_is_off() =>
        Assert.Empty(ManifestText.Good.With("board: raspberry-pi-5", "board: raspberry-pi-5\n    serial: false").With("line: 17", "line: 15").Reading.Faults);

    [Fact]
    public void A_lid_may_sit_on_an_expander_with_the_same_line_number_as_the_header() =>
        Assert.Empty(ManifestText.Good.With("line: 6,", "chip: mcp23017, line: 5,").Reading.Faults);

    [Fact]
    public void The_same_address_on_two_channels_is_no_clash() =>
        Assert.Empty(ManifestText.Good.With("address: 0x18, every: 30s }", "address: 0x18, every: 30s }\n      - { kind: temperature, point: gate, bus: 11, address: 0x18, every: 30s }")
            .With("      - { kind: s0, point: gate", "      # { kind: s0, point: gate").Reading.Faults);
}
