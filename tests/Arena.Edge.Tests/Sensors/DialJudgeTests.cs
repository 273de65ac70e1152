using Arena.Edge.Sensors.Meter;
using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>10 Wh a pulse, at most 11 kW, a display of 00000.0 kWh.</summary>
public sealed class DialJudgeTests
{
    private const string Series = "kitchen-main/active_energy_import";

    private static readonly DateTimeOffset Start = PlayedClock.Start;
    private static readonly S0Plan Plan = SomePlan.Meter with { PerPulse = 10, Display = new MeterDisplay(5, 1, "kWh", 1000) };

    /// <summary>Begun at 0; then somebody read 12,000.0 kWh at 500 pulses.</summary>
    private static readonly DialReading[] History =
    [
        new(Series, DialCause.Begun, Start, "", 0, 0, 10),
        new(Series, DialCause.Read, Start, "Anna", 12_000_000, 500, 10) { Display = "12000.0 kWh" },
    ];

    [Fact]
    public void The_first_reading_may_be_anything_the_display_can_show()
    {
        var made = Judge("98765.4", 3, 500, history: History[..1]);
        Assert.Equal((98_765_400, 500, 5_000), (made.Register, made.Pulses, made.Counted));
        Assert.Null(made.DriftPct);
    }

    [Fact]
    public void A_later_one_shows_what_was_missed_and_the_drift()
    {
        // 24 hours: the display moved by 100.0 kWh, and 9,990 pulses of 10 Wh were counted.
        var made = Judge("12100.0", 24, 10_490);
        Assert.Equal((12_100_000, 12_099_900), (made.Register, made.Counted));
        Assert.Equal((10, -0.1), (made.PulsesMissing, made.DriftPct));
        Assert.Equal(("12100.0 kWh", "Bo"), (made.Display, made.By));
    }

    [Fact]
    public void Too_many_pulses_are_a_correction_downwards() => Assert.Equal((-20L, 0.2), (Judge("12100.0", 24, 10_520).PulsesMissing, Judge("12100.0", 24, 10_520).DriftPct));

    [Fact]
    public void A_display_that_passed_its_last_digit_went_on()
    {
        DialReading[] history = [.. History, History[1] with { Register = 99_990_000, At = Start.AddHours(1), Display = "99990.0 kWh" }];
        var made = Judge("00012.3", 25, 500 + 2_230, history: history);
        Assert.Equal((100_012_300, 0L), (made.Register, made.PulsesMissing));
    }

    [Theory]
    [InlineData("12x", 24, "is not what a display shows")]
    [InlineData("112100.0", 24, "more digits than the meter's display, 00000.0 kWh")]
    [InlineData("12100.05", 24, "more digits than the meter's display")]
    [InlineData("11990.0", 24, "can't go back by 10 kWh")]
    [InlineData("12500.0", 24, "can't measure more than 277.4 kWh")]
    [InlineData("12100.0", -1, "is not after the last reading")]
    [InlineData("12100.0", 100, "lies ahead")]
    [InlineData("12010.0", 24, "and 99.9 kWh were counted")]
    public void A_reading_that_can_not_be_is_refused_with_the_reason(string digits, int afterHours, string reason)
    {
        Assert.Null(new DialJudge(Plan, Series, History).Judge(Entry(digits, afterHours), 10_490, Start.AddHours(48), out var fault));
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_much_is_taken_if_somebody_says_that_it_is_right() =>
        Assert.Equal(12_010_000, Judge(Entry("12010.0", 24) with { Accept = true }, 10_490, History).Register);

    [Fact]
    public void Another_meters_display_is_compared_with_nothing()
    {
        var made = Judge(Entry("00003.2", 24) with { Swapped = true }, 10_490, History);
        Assert.Equal((DialCause.Swapped, 3_200, null), (made.Cause, made.Register, made.DriftPct));
    }

    [Fact]
    public void Nobody_is_no_name()
    {
        Assert.Null(new DialJudge(Plan, Series, History).Judge(Entry("12100.0", 24) with { By = " " }, 10_490, Start.AddHours(48), out var fault));
        Assert.Contains("--by is empty", fault, StringComparison.Ordinal);
    }

    private static DialEntry Entry(string digits, int afterHours) => new(digits, Start.AddHours(afterHours), "Bo", Swapped: false, Accept: false);

    private static DialReading Judge(string digits, int afterHours, double pulses, DialReading[]? history = null) => Judge(Entry(digits, afterHours), pulses, history ?? History);

    private static DialReading Judge(DialEntry entry, double pulses, DialReading[] history)
    {
        var made = new DialJudge(Plan, Series, history).Judge(entry, pulses, Start.AddHours(48), out var fault);
        Assert.Equal("", fault);
        return made!;
    }
}
