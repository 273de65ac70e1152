using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Broker, ingest and database go away one after the other: each is one alarm, though nothing is heard of 150 points and 20 nodes, and alarms that stood before still stand.</summary>
public sealed class OutageTests(DayOfOutages day) : IClassFixture<DayOfOutages>
{
    /// <summary>Rule, its how manieth alarm, and the minutes between which it is raised and cleared.</summary>
    public static TheoryData<string, int, int, int, int, int> Alarms() => new()
    {
        // The broker is away from 20 to 50: ingest lives and hears nobody.
        { "arena-maklaren-borta", 0, 25, 28, 50, 51 },

        // Ingest is away from 80 to 110: nothing is written.
        { "arena-ingest-borta", 0, 85, 88, 110, 111 },

        // The database can't be asked from 140 to 160.
        { "arena-ingest-borta", 1, 142, 143, 160, 161 },

        // A bin is full from 70 to 170, through both.
        { "arena-karl-fullt", 0, 73, 74, 170, 171 },
    };

    [Theory]
    [MemberData(nameof(Alarms))]
    public void An_outage_is_one_alarm_and_its_end_clears_it(string rule, int number, int raisedFrom, int raisedTo, int clearedFrom, int clearedTo)
    {
        var changes = day.Played.Changes.Where(change => change.Rule == rule).Skip(2 * number).Take(2).ToList();

        Assert.True(changes.Select(change => change.Raised).SequenceEqual([true, false]), day.Played.ToString());
        Assert.InRange(day.Played.MinuteOf(changes[0]), raisedFrom, raisedTo);
        Assert.InRange(day.Played.MinuteOf(changes[1]), clearedFrom, clearedTo);
    }

    [Fact]
    public void Nothing_else_raises_an_alarm() =>
        Assert.Equal(
            Alarms().Select(alarm => alarm.Data.Item1).Order(StringComparer.Ordinal),
            day.Played.Changes.Where(change => change.Raised).Select(change => change.Rule).Order(StringComparer.Ordinal));
}

/// <summary>The day, played once.</summary>
public sealed class DayOfOutages : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    private readonly InfluxProcess _process = new();

    internal PlayedAlarms Played { get; private set; } = null!;

    private static IReadOnlyList<VenueFault> Faults =>
    [
        new(70, 170) { Point = "bin-east-1-deposit", Field = "filling_level", Value = _ => 0.99 },

        // Nodes keep what they measure; whether they are there, ingest can't say then, nor afterwards.
        new(20, 50) { NotIngest = true, ArrivesAt = 51 },
        new(20, 50) { Field = "online", Lost = true },
        new(80, 110) { NotIngest = true, ArrivesAt = 111 },
        new(80, 110) { Field = "online", Lost = true },
        new(80, 110) { Point = "ingest", Lost = true },
    ];

    public async ValueTask InitializeAsync()
    {
        await _process.StartAsync();
        var data = new VenueData(Venue.Manifest, Start, Faults);
        Played = await PlayedAlarms.PlayAsync(new Uri(_process.Address), "outages", data, Start, 180, 140..160);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
