using Xunit;
using static Arena.Edge.Tests.Site.ManifestText;

namespace Arena.Edge.Tests.Site;

/// <summary>Faults of pulse meters: quantities, amounts, pace.</summary>
public class PulseFaultTests
{
    [Fact]
    public void An_unknown_quantity_is_refused() =>
        Good.With("quantity: water_consumption", "quantity: water_consumtion").IsRefused("water_consumtion", "which is no quantity", "Did you mean 'water_consumption'?");

    [Fact]
    public void A_gauge_where_pulses_count_is_refused() =>
        Good.With("quantity: water_consumption", "quantity: water_flow").IsRefused("water_flow", "a gauge: pulses only count", "active_energy_import");

    [Fact]
    public void A_counter_of_the_node_itself_is_refused() =>
        Good.With("quantity: people_count_towards", "quantity: pulses_lost").IsRefused("pulses_lost", "not counted by pulses", "people_count_towards");

    [Theory]
    [InlineData("thermal_power", "W")]
    [InlineData("water_flow", "l/s")]
    [InlineData("active_energy_export", "Wh")]
    public void A_rate_that_is_not_the_counters_pace_is_refused(string rate, string unit) =>
        Good.With("rate_quantity: active_power", $"rate_quantity: {rate}").IsRefused(rate, $"in {unit}, which is not the pace of 'active_energy_import'", "Write active_power");

    [Fact]
    public void A_rate_of_something_without_one_is_refused() =>
        Good.With("quantity: people_count_towards", "quantity: people_count_towards, rate_quantity: active_power").IsRefused("active_power", "not the pace of 'people_count_towards'", "Remove it");

    [Theory]
    [InlineData("per_pulse: 10 l", "per_pulse: 10", "10", "without a unit", "a number and l or m3")]
    [InlineData("per_pulse: 10 l", "per_pulse: 10 Wh", "10 Wh", "is in 'Wh'", "l or m3")]
    [InlineData("per_pulse: 10 l", "per_pulse: 0 l", "0 l", "which no meter has", "above 0")]
    [InlineData("per_pulse: 10 l", "per_pulse: much", "much", "not an amount", "'10 l'")]
    [InlineData("max_rate: 44 kW", "max_rate: 44", "44", "without a unit", "W or kW or MW")]
    [InlineData("max_rate: 2/s", "max_rate: 2", "2, every", "without a unit", "'2/s'")]
    public void An_amount_without_its_unit_is_refused(string written, string otherwise, string at, string what, string fix) =>
        Good.With(written, otherwise).IsRefused(at, what, fix);

    [Fact]
    public void A_missing_amount_is_refused_with_one_in_the_quantitys_unit() =>
        Good.With(", per_pulse: 10 l", "").IsRefused("{ kind: s0, point: tap", "has no 'per_pulse'", "Add 'per_pulse: 10 l'");

    [Fact]
    public void More_pulses_than_an_output_can_give_are_refused() =>
        Good.With("max_rate: 44 kW", "max_rate: 61 kW").IsRefused("61 kW", "16.9 pulses a second", "fewer pulses");

    [Fact]
    public void Sixty_kilowatts_at_1000_pulses_a_kilowatt_hour_just_fit() =>
        Assert.Empty(Good.With("max_rate: 44 kW", "max_rate: 60 kW").Reading.Faults);

    [Fact]
    public void A_debounce_as_long_as_a_meters_shortest_pulse_is_refused() =>
        Good.With("line: 17, debounce: 10ms", "line: 17, debounce: 30ms").IsRefused("30ms", "not shorter than the smallest gap between pulses at 'max_rate', 30ms", "less than 30ms");

    [Fact]
    public void A_debounce_as_long_as_the_gap_of_a_fast_turnstile_is_refused() =>
        Good.With("debounce: 50ms, quantity: people_count_towards, per_pulse: 1, max_rate: 2/s", "debounce: 50ms, quantity: people_count_towards, per_pulse: 1, max_rate: 10/s")
            .IsRefused("50ms", "smallest gap between pulses at 'max_rate', 50ms", "less than 50ms");
}
