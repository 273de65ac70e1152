using Xunit;
using static Arena.Edge.Tests.Site.ManifestText;

namespace Arena.Edge.Tests.Site;

/// <summary>Faults of nodes, buses and sensors.</summary>
public class WiringFaultTests
{
    private const string Fill = "kind: fill, point: bin, bus: 11, address: 0x70, empty_cm: 110, full_cm: 30";

    [Fact]
    public void An_unknown_board_is_refused() =>
        Good.With("raspberry-pi-5", "raspberry-pi-zero").IsRefused("raspberry-pi-zero", "'board' of node 'node-b'", "Did you mean 'raspberry-pi-zero-2'?");

    [Fact]
    public void A_sensor_without_kind_is_refused() =>
        Good.With("kind: health, ", "").IsRefused("{ every", "sensor 3 of node 'node-b' has no 'kind'", "one of s0, fill");

    [Fact]
    public void An_unknown_kind_is_refused() =>
        Good.With("kind: health", "kind: heath").IsRefused("heath", "'kind' of sensor 3 of node 'node-b'", "Did you mean 'health'?");

    [Fact]
    public void A_sensor_at_an_unknown_point_is_refused() =>
        Good.With("kind: lid, point: bin", "kind: lid, point: bim").IsRefused("bim", "there is no such point", "Did you mean 'bin'?");

    [Fact]
    public void A_second_health_sensor_is_refused() =>
        Good.With("kind: health, every: 2min }", "kind: health, every: 2min }\n      - { kind: health, every: 1min }").IsRefused("{ kind: health, every: 1min", "node 'node-b' has a second 'health'", "Remove it");

    [Fact]
    public void A_health_sensor_at_another_point_is_refused() =>
        Good.With("kind: health,", "kind: health, point: tap,").IsRefused("tap", "measured at the node itself", "Remove the key");

    [Theory]
    [InlineData("500ms")]
    [InlineData("2h")]
    public void A_pace_outside_a_second_and_an_hour_is_refused(string every) =>
        Good.With("every: 2min", $"every: {every}").IsRefused(every, "outside 1s to 1h", "from 1s to 1h");

    [Theory]
    [InlineData("60")]
    [InlineData("a minute")]
    [InlineData("-5s")]
    public void A_duration_without_unit_is_refused(string every) =>
        Good.With("every: 2min", $"every: {every}").IsRefused(every, "not a duration", "a number and ms, s, min or h");

    [Fact]
    public void Two_sensors_on_a_line_are_refused() =>
        Good.With("point: bin, line: 6", "point: bin, line: 5").IsRefused("5, debounce: 50ms", "GPIO line 5 of node 'node-a' has two sensors: this one and the s0 at 'meter' in line 30", "a free line: 4, 6, 7");

    [Fact]
    public void A_line_beyond_the_header_is_refused() =>
        Good.With("line: 17", "line: 28").IsRefused("28", "the header's GPIO lines are 0 to 27", "not the pin's number");

    [Theory]
    [InlineData(0, "the ID EEPROM")]
    [InlineData(1, "the ID EEPROM")]
    [InlineData(2, "I2C bus 1")]
    [InlineData(3, "I2C bus 1")]
    [InlineData(14, "the serial console")]
    [InlineData(15, "the serial console")]
    public void A_line_the_board_needs_itself_is_refused(int line, string taken) =>
        Good.With("line: 17", $"line: {line}").IsRefused($"{line}", $"GPIO line {line} of node 'node-b' is taken by {taken}", "a free one: 4, 5, 6");

    [Fact]
    public void Pulses_on_an_expander_are_refused() =>
        Good.With("line: 17", "chip: mcp23017, line: 3").IsRefused("mcp23017", "a pulse that ends before the expander is read is lost", "the Pi's own header");

    [Fact]
    public void A_sensor_on_an_unknown_bus_is_refused() =>
        Good.With("point: room, bus: 12", "point: room, bus: 13").IsRefused("13", "node 'node-a' has no bus 13", "1, 11, 12");

    [Fact]
    public void Two_chips_at_an_address_of_a_bus_are_refused() =>
        Good.With("address: 0x18, every: 30s }", "address: 0x18, every: 30s }\n      - { kind: temperature, point: gate, bus: 12, address: 0x18, every: 30s }")
            .With("      - { kind: s0, point: gate", "      # { kind: s0, point: gate").IsRefused("0x18, every: 30s }", "answer at 0x18: the temperature sensor at 'room' on bus 12 (line 34)", "another channel");

    [Fact]
    public void A_chip_behind_a_multiplexer_and_one_before_it_at_an_address_are_refused() =>
        Good.With("address: 0x18, every: 30s }", "address: 0x18, every: 30s }\n      - { kind: temperature, point: gate, bus: 1, address: 0x18, every: 30s }")
            .With("      - { kind: s0, point: gate", "      # { kind: s0, point: gate").IsRefused("0x18, every: 30s }", "on bus 12 (line 34) and the temperature sensor at 'gate' on bus 1", "another channel");

    [Fact]
    public void A_multiplexer_at_the_address_of_a_sensor_behind_it_is_refused() =>
        Good.With("12: { mux: { bus: 1, address: 0x71, channel: 1 } }", "12: { mux: { bus: 1, address: 0x70, channel: 1 } }")
            .IsRefused("0x70, empty_cm", "answer at 0x70: the multiplexer on bus 1 (line 28) and the fill sensor at 'bin' on bus 11", "0x71 to 0x77");

    [Theory]
    [InlineData("bus: 1, address: 0x71, channel: 1", "bus: 1, address: 0x71, channel: 8", "8", "has channels 0 to 7", "0 to 7")]
    [InlineData("bus: 1, address: 0x71, channel: 1", "bus: 1, address: 0x78, channel: 1", "0x78", "answers at 0x70 to 0x77", "solder bridges")]
    [InlineData("bus: 1, address: 0x71, channel: 1", "bus: 1, address: 0x71, channel: 0", "0 }", "is bus 11 already", "Write the channel")]
    [InlineData("bus: 1, address: 0x71, channel: 1", "bus: 2, address: 0x71, channel: 1", "2,", "which the node doesn't have", "1, 11")]
    [InlineData("bus: 1, address: 0x71, channel: 1", "bus: 11, address: 0x72, channel: 1", "11,", "itself a channel", "not supported")]
    public void A_channel_that_cannot_be_is_refused(string written, string otherwise, string at, string what, string fix) =>
        Good.With(written, otherwise).IsRefused(at, what, fix);

    [Fact]
    public void A_channel_with_a_speed_of_its_own_is_refused() =>
        Good.With("12: { mux:", "12: { speed_hz: 50000, mux:").IsRefused("50000, mux", "a channel runs at the speed", "Remove it here");

    [Fact]
    public void A_bus_number_written_in_two_ways_is_refused() =>
        Good.With("12: { mux: { bus: 1, address: 0x71, channel: 1 } }", "12: { mux: { bus: 1, address: 0x71, channel: 1 } }\n      0x0C: { speed_hz: 50000 }")
            .IsRefused("0x0C", "bus 12 of node 'node-a' is written twice", "Remove one");

    [Fact]
    public void An_MB7040_on_a_fast_bus_is_refused_also_behind_a_multiplexer() =>
        Good.With("speed_hz: 50000", "speed_hz: 100000").IsRefused("100000", "runs at 100000 Hz with an MB7040 on it ('bin', line 31)", "speed_hz: 50000");

    [Theory]
    [InlineData("full_cm: 30", "full_cm: 19", "19", "reads 20 for anything nearer", "at least 20 cm above")]
    [InlineData("full_cm: 30", "full_cm: 110", "110,", "not less than 'empty_cm' 110", "Measure both again")]
    [InlineData("empty_cm: 110", "empty_cm: 766", "766", "outside 1 to 765", "1 to 765")]
    [InlineData("address: 0x70", "address: 0xE0", "0xE0", "an MB7040 answers at 0x08 to 0x77", "Write 0x70: 0xE0 is its 8-bit")]
    public void A_fill_sensor_that_cannot_be_is_refused(string written, string otherwise, string at, string what, string fix) =>
        Good.With(Fill, Fill.Replace(written, otherwise)).IsRefused(at, what, fix);

    [Theory]
    [InlineData("address: 0x2A", "address: 0x2B", "0x2B", "a NAU7802 answers at 0x2A", "Write 0x2A")]
    [InlineData("gain: 128", "gain: 100", "100", "amplifies by a power of two", "load cells use 128")]
    [InlineData("gain: 128", "gain: 256", "256", "outside 1 to 128", "1 to 128")]
    [InlineData("known_raw: 9000", "known_raw: 1000", "1000, max_kg", "the same as 'empty_raw'", "Calibrate again")]
    [InlineData("known_raw: 9000", "known_raw: 8388608", "8388608", "outside -8388608 to 8388607", "-8388608")]
    [InlineData("known_kg: 20", "known_kg: 200", "200", "more than the cell carries", "smaller mass")]
    [InlineData("known_kg: 20", "known_kg: 0", "0,", "outside 0.1 to 2000", "0.1 to 2000")]
    public void A_weight_that_cannot_be_is_refused(string written, string otherwise, string at, string what, string fix) =>
        Good.With(written, otherwise).IsRefused(at, what, fix);

    [Theory]
    [InlineData("0x17")]
    [InlineData("0x20")]
    public void A_thermometer_where_none_answers_is_refused(string address) =>
        Good.With("address: 0x18", $"address: {address}").IsRefused(address, "an MCP9808 answers at 0x18 to 0x1F", "0x18 to 0x1F");
}
