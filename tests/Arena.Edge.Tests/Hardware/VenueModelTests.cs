using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Edge.Hardware.Virtual.Venue.Bins;
using Arena.Edge.Tests.Sensors;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Hardware;

public sealed class VenueModelTests
{
    private static readonly VenueModel Model = new(PlayedVenue.Site, 1);

    [Theory]
    [InlineData("2026-06-21T11:00:00Z", 52.9, 178)]
    [InlineData("2026-12-21T11:00:00Z", 6.1, 180)]
    [InlineData("2026-03-20T04:58:00Z", 0, 90)]
    public void The_sun_stands_where_the_almanac_says(string time, double elevation, double azimuth)
    {
        var sun = Model.MomentAt(At(time)).Sun;
        Assert.Equal(elevation, sun.ElevationDeg, 1.5);
        Assert.Equal(azimuth, sun.AzimuthDeg, 4.0);
    }

    [Fact]
    public void January_is_cold_and_July_is_warm()
    {
        Assert.InRange(MeanOutdoorC("2026-01-01T00:00:00Z"), -11, -1);
        Assert.InRange(MeanOutdoorC("2026-07-01T00:00:00Z"), 12, 20);
    }

    [Fact]
    public void The_crowd_is_inside_from_the_gates_to_the_egress()
    {
        var kickOff = At("2026-11-22T14:00:00Z");
        double Crowd(int minute) => Model.MomentAt(kickOff + TimeSpan.FromMinutes(minute)).Crowd;
        Assert.Equal(0, Crowd(-76));
        Assert.InRange(Crowd(-30), 500, 3_000);
        Assert.InRange(Crowd(30), 4_500, 5_850);
        Assert.InRange(Crowd(115), 2_000, 5_500);
        Assert.Equal(0, Crowd(140), 0.1);
    }

    [Fact]
    public void Floodlights_burn_for_an_evening_match_and_not_on_a_summer_afternoon()
    {
        double Watts(string time) => 3_600 * Model.Flows.Of(Meter("floodlight-north-west")).PerSecond(Slot.Of(At(time).Microseconds));
        Assert.InRange(Watts("2026-11-22T15:30:00Z"), 35_000, 45_000);
        Assert.InRange(Watts("2026-06-13T12:00:00Z"), 0, 100);
        Assert.InRange(Watts("2026-11-24T18:00:00Z"), 12_000, 20_000);
        Assert.InRange(Watts("2026-11-24T02:00:00Z"), 0, 100);
    }

    [Fact]
    public void Sunny_weekend_days_export_and_dark_ones_do_not()
    {
        double Exported(string from) => Day(from).Sum(slot => Model.Flows.Of(Meter("incomer", "active_energy_export")).PerSecond(slot) * Slot.Seconds);
        Assert.InRange(Enumerable.Range(1, 9).Sum(day => Exported($"2026-07-0{day}T00:00:00Z")), 10_000, 3_000_000);
        Assert.Equal(0, Exported("2026-12-20T00:00:00Z"));
    }

    [Fact]
    public void What_goes_in_at_the_mains_is_what_is_used_behind_it()
    {
        var slot = Slot.Of(At("2026-11-22T15:00:00Z").Microseconds);
        double Watts(string point) => 3_600 * Model.Flows.Of(Meter(point)).PerSecond(slot);
        var metered = PlayedVenue.Site.Points.Where(point => point is { Medium: "electricity", Group: not "incomer" and not "solar" } && point.Quantities.Contains("active_energy_import"))
            .Sum(point => Watts(point.Name));
        var solar = PlayedVenue.Site.Points.Where(point => point.Group == "solar")
            .Sum(point => 3_600 * Model.Flows.Of(Meter(point.Name, "active_energy_export")).PerSecond(slot));
        Assert.InRange(Watts("incomer") - metered + solar, 5_000, 25_000);
    }

    [Fact]
    public void A_bin_is_the_same_however_it_is_asked() =>
        Prop.ForAll(Gen.Choose(0, 3 * 86_400).NonEmptyListOf().ToArbitrary(), seconds =>
        {
            var from = At("2026-11-20T00:00:00Z");
            var cursor = new BinCursor(Model.BinOf("bin-north-1-residual"));
            foreach (var second in seconds)
            {
                var us = (from + TimeSpan.FromSeconds(second)).Microseconds;
                var fresh = new BinCursor(Model.BinOf("bin-north-1-residual"));
                cursor.MoveTo(us);
                fresh.MoveTo(us);
                if (cursor.Kg != fresh.Kg || cursor.Level != fresh.Level) return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void A_bin_fills_with_the_match_and_is_emptied_after_it()
    {
        var bin = new BinCursor(Model.BinOf("bin-north-1-residual"));
        var kickOff = At("2026-11-22T14:00:00Z");
        double Level(int minute)
        {
            bin.MoveTo((kickOff + TimeSpan.FromMinutes(minute)).Microseconds);
            return bin.Level;
        }

        var (before, atHalfTime, after, cleaned) = (Level(-80), Level(64), Level(140), Level(300));
        Assert.InRange(before, 0, 0.3);
        Assert.InRange(atHalfTime, before + 0.15, 1.01);
        Assert.InRange(after, atHalfTime + 0.1, 1.01);
        Assert.InRange(cleaned, 0, 0.1);
    }

    [Fact]
    public void Chance_is_even_and_normal_where_it_says_so()
    {
        var noise = Noise.Of(1, "chance");
        var even = Enumerable.Range(0, 20_000).Select(i => noise.At(i)).ToList();
        Assert.All(even, value => Assert.InRange(value, 0, 0.9999999999999999));
        Assert.Equal(0.5, even.Average(), 0.01);
        var normal = Enumerable.Range(0, 20_000).Select(i => noise.NormalAt(i)).ToList();
        Assert.Equal(0, normal.Average(), 0.03);
        Assert.Equal(1, Math.Sqrt(normal.Average(value => value * value)), 0.03);
    }

    private static UnixTime At(string time) => UnixTime.From(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    private static Arena.Site.S0Plan Meter(string point, string? quantity = null) => PlayedVenue.Site.Nodes.SelectMany(node => node.Sensors)
        .OfType<Arena.Site.S0Plan>().First(plan => plan.Point == point && (quantity is null || plan.Quantity == quantity));

    private static IEnumerable<long> Day(string from)
    {
        var first = Slot.Of(At(from).Microseconds);
        return Enumerable.Range(0, 86_400 / Slot.Seconds).Select(slot => first + slot);
    }

    private static double MeanOutdoorC(string from) =>
        Enumerable.Range(0, 31 * 24).Average(hour => Model.MomentAt(At(from) + TimeSpan.FromHours(hour)).OutdoorC);
}
