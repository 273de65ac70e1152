using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>A day on which one thing after another goes wrong: each raises its own alarm after its pending time, each end clears it, and nothing else is raised.</summary>
public sealed class DayOfFaultsTests(DayOfFaults day) : IClassFixture<DayOfFaults>
{
    /// <summary>Rule, labels, and the minutes between which the alarm is raised and cleared.</summary>
    public static TheoryData<string, string, int, int, int, int> Alarms() => new()
    {
        // Full at 20; at 50 it falls to 85 %, which clears nothing; emptied at 60.
        { "arena-karl-fullt", "point=bin-south-1-food", 23, 24, 60, 61 },

        // A percent a minute from 30 % at minute 30: from 70 % on it will be full in half an hour. It stops at 90 % in minute 90.
        { "arena-karl-fylls-fort", "point=bin-north-1-food", 73, 76, 95, 102 },
        { "arena-kylrum-varmt", "point=climate-cold-store", 58, 66, 80, 90 },

        // Five degrees a minute from minute 100; below 40 °C again at 124, and five minutes more.
        { "arena-varmt", "point=climate-switchroom", 102, 107, 127, 132 },
        { "arena-pulser-forlorade", "point=node-masts-west", 112, 114, 138, 142 },

        // 9 s off from 20, 3 s from 60, which clears nothing, right again at 70.
        { "arena-nodens-klocka", "point=node-kiosk-east", 30, 31, 70, 71 },
        { "arena-tyst-karl-bins-west", "point=bin-west-2-food", 80, 94, 131, 136 },
        { "arena-nod-borta", "point=node-kiosk-north", 105, 106, 160, 161 },
        { "arena-karantanen-vaxer", "", 155, 157, 180, 185 },

        // 90 kW from the hour's begin at 180, 50 kW and 60 kWh an hour before; the next hour begins calmly.
        { "arena-effekttopp", "", 183, 196, 240, 255 },
    };

    [Theory]
    [MemberData(nameof(Alarms))]
    public void A_fault_raises_its_alarm_and_its_end_clears_it(string rule, string tags, int raisedFrom, int raisedTo, int clearedFrom, int clearedTo)
    {
        var changes = day.Played.Changes.Where(change => change.Rule == rule && change.Tags.ToString() == tags).ToList();

        Assert.True(changes.Select(change => change.Raised).SequenceEqual([true, false]), day.Played.ToString());
        Assert.InRange(day.Played.MinuteOf(changes[0]), raisedFrom, raisedTo);
        Assert.InRange(day.Played.MinuteOf(changes[1]), clearedFrom, clearedTo);
    }

    [Fact]
    public void Nothing_else_raises_an_alarm() =>
        Assert.Equal(
            Alarms().Select(alarm => $"{alarm.Data.Item1} {alarm.Data.Item2}").Order(StringComparer.Ordinal),
            day.Played.Changes.Where(change => change.Raised).Select(change => $"{change.Rule} {change.Tags}").Order(StringComparer.Ordinal));
}

/// <summary>The day, played once.</summary>
public sealed class DayOfFaults : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 6, 0, 0, TimeSpan.Zero);

    private readonly InfluxProcess _process = new();

    internal PlayedAlarms Played { get; private set; } = null!;

    private static IReadOnlyList<VenueFault> Faults =>
    [
        new(20, 50) { Point = "bin-south-1-food", Field = "filling_level", Value = _ => 0.97 },
        new(50, 60) { Point = "bin-south-1-food", Field = "filling_level", Value = _ => 0.85 },
        new(60, int.MaxValue) { Point = "bin-south-1-food", Field = "filling_level", Value = _ => 0.02 },
        new(30, int.MaxValue) { Point = "bin-north-1-food", Field = "filling_level", Value = minute => Math.Min(0.3 + (0.01 * minute), 0.9) },
        new(40, 80) { Point = "climate-cold-store", Value = _ => 10 },
        new(100, 150) { Point = "climate-switchroom", Value = minute => minute < 20 ? Math.Min(20 + (5 * minute), 60) : Math.Max(60 - (5 * (minute - 20)), 20) },
        new(110, int.MaxValue) { Point = "node-masts-west", Field = "pulses_lost", Value = _ => 12 },
        new(20, 60) { Point = "node-kiosk-east", Field = "clock_error_s", Value = _ => 9 },
        new(60, 70) { Point = "node-kiosk-east", Field = "clock_error_s", Value = _ => 3 },
        new(60, 130) { Point = "bin-west-2-food", Field = "filling_level", Lost = true },
        new(100, 160) { Node = "node-kiosk-north", ArrivesAt = 161 },
        new(100, 160) { Point = "node-kiosk-north", Field = "online", Value = _ => 0 },
        new(150, int.MaxValue) { Point = "ingest", Field = "quarantined_unit_unknown", Value = _ => 8 },
        new(180, 240) { Point = "incomer", Field = "active_power_w", Value = _ => 90_000 },
    ];

    public async ValueTask InitializeAsync()
    {
        await _process.StartAsync();
        var data = new VenueData(Venue.Manifest, Start, Faults);
        Played = await PlayedAlarms.PlayAsync(new Uri(_process.Address), "day", data, Start, 260, 0..0);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
