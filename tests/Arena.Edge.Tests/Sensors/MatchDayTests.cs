using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>
/// A match day of the shipped venue, every sensor of every node but their health: 22 November 2026, kick-off 15:00, 5,200 spectators expected.
/// </summary>
public sealed class MatchDayTests(MatchDayTests.Day day) : IClassFixture<MatchDayTests.Day>
{
    private const int Seed = 7;
    private static readonly UnixTime Midnight = UnixTime.From(new DateTimeOffset(2026, 11, 21, 23, 0, 0, TimeSpan.Zero));

    [Fact]
    public void No_reading_fails_no_pulse_is_lost_and_nothing_is_implausible()
    {
        Assert.Equal((0, 0), (day.Failed, day.Lost));
        Assert.All(day.Of(_ => true), tally => Assert.Equal(0, tally.Flagged));
    }

    [Fact]
    public void Every_series_of_the_catalogue_is_told_but_the_nodes_health()
    {
        var nodes = PlayedVenue.Site.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var expected = PlayedVenue.Site.Points.Where(point => !nodes.Contains(point.Name))
            .SelectMany(point => point.Quantities.Select(quantity => $"{point.Name}/{quantity}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), day.Tallies.Keys.Select(series => series.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Registers_grow_by_the_models_flow_within_a_pulse()
    {
        var first = Slot.Of(Midnight.Microseconds);
        foreach (var plan in PlayedVenue.Site.Nodes.SelectMany(node => node.Sensors).OfType<S0Plan>())
        {
            var tally = day.Tallies.Single(series => series.Key.ToString() == $"{plan.Point}/{plan.Quantity}").Value;
            var lastSlots = Slot.Of(tally.LastAt.Microseconds) - first;
            var flow = day.Model.Flows.Of(plan);
            double flowed = 0;
            for (var slot = 0; slot < lastSlots; slot++) flowed += flow.PerSecond(first + slot) * Slot.Seconds;
            flowed += flow.PerSecond(first + lastSlots) * (tally.LastAt.Microseconds - Slot.StartUs(first + lastSlots)) / 1e6;
            Assert.InRange(Math.Abs(tally.Last - flowed), 0, plan.PerPulse * 1.0001);
        }
    }

    [Fact]
    public void As_many_come_as_go_and_as_the_calendar_expects()
    {
        var came = day.Sum("people_count_towards");
        Assert.InRange(came, 4_600, 6_600);
        Assert.InRange(day.Sum("people_count_away"), came - 40, came + 5);
        Assert.InRange(day.Of(name => name is "cars-in/vehicle_count").Single().Last, 0.1 * came, 0.4 * came);
        Assert.InRange(day.Sum("bicycle_count"), 0.01 * came, 0.2 * came);
    }

    [Fact]
    public void Energy_heat_and_water_are_those_of_such_a_ground()
    {
        var usedWh = day.Of(name => name == "incomer/active_energy_import").Single().Last;
        Assert.InRange(usedWh, 700_000, 4_000_000);
        Assert.InRange(day.Of(name => name == "incomer/active_power").Single().Max, 150_000, 400_000);
        var masts = day.Of(name => name.StartsWith("floodlight", StringComparison.Ordinal) && name.EndsWith("import", StringComparison.Ordinal));
        Assert.InRange(masts.Sum(tally => tally.Last), 400_000, 1_200_000);
        Assert.InRange(day.Of(name => name == "heat-main/thermal_energy").Single().Last, 500_000, 5_000_000);
        Assert.InRange(day.Of(name => name == "water-main/water_consumption").Single().Last, 8_000, 60_000);
    }

    [Fact]
    public void Bins_fill_and_what_they_hold_is_less_than_is_said_of_spectators()
    {
        var levels = day.Of(name => name.EndsWith("/filling_level", StringComparison.Ordinal)).ToList();
        Assert.All(levels, tally => Assert.True(tally is { Min: >= 0, Max: <= 1 }));
        Assert.InRange(levels.Count(tally => tally.Max > 0.8), levels.Count / 4, levels.Count * 9 / 10);

        // 0.8 kg per spectator is what the ground may see in all; the measured bins hold a part of it.
        var kg = day.Of(name => name.EndsWith("/cargo_weight", StringComparison.Ordinal)).Sum(tally => tally.Max);
        Assert.InRange(kg / day.Sum("people_count_towards"), 0.05, 0.8);
    }

    [Fact]
    public void Rooms_are_heated_and_the_cold_room_is_cold()
    {
        Assert.InRange(day.Of(name => name == "climate-lounge/temperature").Single().Min, 16, 22);
        Assert.InRange(day.Of(name => name == "climate-cold-store/temperature").Single().Max, 2, 8);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_samples_and_another_seed_others()
    {
        var node = PlayedVenue.Node("node-bins-clubhouse");
        var noon = Midnight + TimeSpan.FromHours(12);
        async Task<IReadOnlyList<Sample>> SamplesAsync(int seed)
        {
            var sink = new RecordingSink();
            await PlayedVenue.PlayAsync(node, seed, noon, TimeSpan.FromHours(2), sink);
            return sink.Samples;
        }

        var played = await SamplesAsync(Seed);
        Assert.Equal(played, await SamplesAsync(Seed));
        Assert.NotEqual(played, await SamplesAsync(Seed + 1));
    }

    /// <summary>The day, played once.</summary>
    public sealed class Day : IAsyncLifetime
    {
        private readonly TallySink _sink = new();

        internal IReadOnlyDictionary<SeriesName, Tally> Tallies => _sink.Tallies;

        internal VenueModel Model { get; private set; } = null!;

        internal long Failed { get; private set; }

        internal long Lost { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var venue = new VirtualVenue(PlayedVenue.Site, Seed);
            Model = venue.Model;
            foreach (var node in PlayedVenue.Site.Nodes)
            {
                var counters = await PlayedVenue.PlayAsync(venue, node, Midnight, TimeSpan.FromDays(1), _sink);
                Failed += counters.FailedReadings;
                Lost += counters.PulsesLost;
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal IEnumerable<Tally> Of(Func<string, bool> which) => Tallies.Where(series => which(series.Key.ToString())).Select(series => series.Value);

        internal double Sum(string quantity) => Of(name => name.EndsWith($"/{quantity}", StringComparison.Ordinal)).Sum(tally => tally.Last);
    }
}
