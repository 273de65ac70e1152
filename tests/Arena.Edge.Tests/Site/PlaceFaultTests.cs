using Xunit;
using static Arena.Edge.Tests.Site.ManifestText;

namespace Arena.Edge.Tests.Site;

/// <summary>Faults of map, zones, points and matches.</summary>
public class PlaceFaultTests
{
    [Fact]
    public void A_position_outside_the_map_is_refused() =>
        Good.With("at: [7, 8]", "at: [7, 80]").IsRefused("[7, 80]", "'at' of point 'room' is [7, 80], outside the map", "y from 0 to 50");

    [Fact]
    public void A_position_of_one_number_is_refused() =>
        Good.With("at: [7, 8]", "at: [7]").IsRefused("[7]", "is not a position [x, y]", "at: [500, 120]");

    [Fact]
    public void A_corner_outside_the_map_is_refused() =>
        Good.With("[90, 40]]", "[900, 40]]").IsRefused("[900", "'corner 3' of shape 1 of the map", "x from 0 to 100");

    [Fact]
    public void A_shape_of_two_corners_is_refused() =>
        Good.With(", [90, 40]]", "]").IsRefused("[[10", "has 2 corners", "outline: [[");

    [Fact]
    public void An_unknown_shape_is_refused() =>
        Good.With("kind: pitch", "kind: pich").IsRefused("pich", "is 'pich', which is not known", "Did you mean 'pitch'?");

    [Fact]
    public void An_unknown_zone_is_refused() =>
        Good.With("sv: Rum, en: Room }, zone: north", "sv: Rum, en: Room }, zone: nort").IsRefused("nort,", "there is no such zone", "Did you mean 'north'?");

    [Fact]
    public void An_unknown_group_is_refused() =>
        Good.With("group: climate", "group: weather").IsRefused("weather", "'group' of point 'room' is 'weather'", "Write one of bin, incomer");

    [Fact]
    public void A_point_that_claims_to_be_a_node_is_refused() =>
        Good.With("group: climate", "group: node").IsRefused("node }", "only nodes themselves", "Remove the point");

    [Fact]
    public void An_unknown_fraction_is_refused() =>
        Good.With("fraction: food", "fraction: fod").IsRefused("fod", "'fraction' of point 'bin'", "Did you mean 'food'?");

    [Fact]
    public void A_bin_without_fraction_is_refused() =>
        Good.With(", fraction: food", "").IsRefused("{ title: { sv: Mat", "point 'bin' is a bin without a fraction", "Add 'fraction: '");

    [Fact]
    public void A_fraction_at_something_that_is_no_bin_is_refused() =>
        Good.With("group: climate", "group: climate, fraction: food").IsRefused("food }", "no bin but 'climate'", "Remove the fraction");

    [Fact]
    public void An_unknown_medium_is_refused() =>
        Good.With("medium: electricity", "medium: electricty").IsRefused("electricty", "'medium' of point 'meter'", "Did you mean 'electricity'?");

    [Fact]
    public void A_medium_that_the_sensor_does_not_measure_is_refused() =>
        Good.With("medium: electricity", "medium: heat").IsRefused("meter", "'active_energy_import' is measured there (line 30)", "Write 'medium: electricity'");

    [Fact]
    public void A_measured_medium_left_out_is_refused() =>
        Good.With(", medium: water", "").IsRefused("tap", "point 'tap' has no 'medium'", "Write 'medium: water'");

    [Fact]
    public void A_point_measured_by_nobody_is_refused() =>
        Good.With("      - { kind: temperature, point: room, bus: 12, address: 0x18, every: 30s }\n", "").IsRefused("room", "point 'room' is measured by nobody", "Add a sensor with 'point: room'");

    [Fact]
    public void A_point_measured_by_two_nodes_is_refused() =>
        Good.With("      - { kind: health, every: 2min }", "      - { kind: lid, point: bin, line: 6, debounce: 50ms, every: 60s }")
            .IsRefused("bin, line", "point 'bin' is measured by two nodes, 'node-a' (line 31) and 'node-b'", "Wire all its sensors to one");

    [Fact]
    public void A_quantity_twice_at_a_point_is_refused() =>
        Good.With("kind: temperature, point: room, bus: 12, address: 0x18, every: 30s }", "kind: temperature, point: room, bus: 12, address: 0x18, every: 30s }\n      - { kind: temperature, point: room, bus: 12, address: 0x19, every: 30s }")
            .IsRefused("room, bus: 12, address: 0x19", "'temperature' at point 'room' is measured twice; the first is in line 34", "a point of its own");

    [Fact]
    public void A_bins_sensor_elsewhere_is_refused() =>
        Good.With("kind: lid, point: bin", "kind: lid, point: room").IsRefused("room, line", "a 'lid' sensor measures bins, and point 'room' is of group 'climate'", "group: bin");

    [Fact]
    public void Matches_that_overlap_are_refused() =>
        Good.With("2026-11-29 15:00", "2026-11-22 18:00").IsRefused("2026-11-22 18:00", "match 'second' overlaps 'first' of 2026-11-22 15:00 (line 45)", "at least 3 h 30 min");

    [Fact]
    public void More_spectators_than_places_are_refused() =>
        Good.With("expected_attendance: 900", "expected_attendance: 1001").IsRefused("1001", "the venue holds 1000", "at most 1000");

    [Fact]
    public void A_kick_off_that_is_no_time_is_refused() =>
        Good.With("2026-11-29 15:00", "tomorrow").IsRefused("tomorrow", "not a date and time", "kick_off: 2026-11-22 15:00");

    [Fact]
    public void A_kick_off_in_the_hour_the_clocks_skip_is_refused() =>
        Good.With("2026-11-29 15:00", "2027-03-28 02:30").IsRefused("2027-03-28", "the clocks skip", "summer time");
}
