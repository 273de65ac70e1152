using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Rounds;

public sealed class RecentReadingsTests
{
    [Fact]
    public void Late_readings_come_to_their_place_and_known_ones_change_nothing()
    {
        var readings = new RecentReadings();
        Assert.Equal([true, true, true, false], new[] { 1.0, 3, 2, 2 }.Select(minute => readings.Add(At(minute))));
        Assert.Equal([1.0, 2, 3], readings.All.Select(reading => reading.Value));
    }

    [Fact]
    public void A_bin_that_speaks_every_second_keeps_four_readings_a_minute_and_always_the_newest()
    {
        var readings = new RecentReadings();
        for (var second = 0; second <= 600; second++)
        {
            readings.Add(At(second / 60.0));
            Assert.Equal(Bin.At(second / 60.0), readings.All[^1].Time);
        }

        Assert.InRange(readings.All.Count, 38, 42);
    }

    [Fact]
    public void What_is_older_than_thirty_hours_is_let_go()
    {
        var readings = new RecentReadings();
        for (var hour = 0; hour <= 100; hour++)
            readings.Add(At(hour * 60));
        Assert.Equal(31, readings.All.Count);
        Assert.False(readings.Add(At(60)));
    }

    [Theory]
    [InlineData("1+ 3-", null)]
    [InlineData("1+", 1.0)]
    [InlineData("1+ 3- 5+", 5.0)]
    [InlineData("5+ 3- 1+", 5.0)]
    [InlineData("3- 1+", null)]
    [InlineData("1+ 2+", 1.0)]
    public void A_lid_is_open_since_its_last_opening_in_whatever_order_it_is_told(string events, double? since)
    {
        var lid = new LidTale();
        foreach (var each in events.Split(' '))
            lid.Add(Bin.At(each[0] - '0'), each[1] == '+');
        Assert.Equal(since is { } minute ? Bin.At(minute) : null, lid.OpenSince);
    }

    private static StoredSample At(double minute) => new(Bin.At(minute), minute, Quality.Good);
}
