using Arena.Edge.Hardware.Virtual.Lines;
using Arena.Edge.Hardware.Virtual.Venue.Bins;
using Arena.Ingest.Forecast;
using Arena.Wire;

namespace Arena.Simulation.Tests.Forecast;

/// <summary>What people bring to a bin, minute by minute of a match day, whether it has room or not; shares of the bin.</summary>
internal sealed class Inflow
{
    public const int FromMinute = -240;
    public const int ToMinute = 240;

    private readonly UnixTime _start;
    private readonly double[] _brought;

    private Inflow(UnixTime start, double[] brought) => (_start, _brought) = (start, brought);

    public static Inflow Of(BinModel bin, long kickOffUs)
    {
        var start = new UnixTime(kickOffUs) + TimeSpan.FromMinutes(FromMinute);
        var brought = new double[ToMinute - FromMinute];
        var throws = new Crossings(bin, 1, bin.Scatter, 0, start.Microseconds);
        long number = 0;
        for (var minute = 0; minute < brought.Length; minute++)
        {
            var end = start + TimeSpan.FromMinutes(minute + 1);
            while (throws.TryNext(end.Microseconds - 1, out _))
                brought[minute] += bin.Throw(number++).Litres / bin.CapacityL;
        }

        return new Inflow(start, brought);
    }

    /// <summary>Share brought in a minute from kick-off.</summary>
    public double In(int minute) => _brought[minute - FromMinute];

    public UnixTime TimeOf(int minute) => _start + TimeSpan.FromMinutes(minute - FromMinute);

    /// <summary>
    /// What a sensor with an error of one per cent says up to a minute, when the bin was emptied at the minutes given; it sees no more than a full bin.
    /// </summary>
    public List<LevelReading> Read(int toMinute, IReadOnlyCollection<int> emptied, int seed)
    {
        var random = new Random(seed);
        var (readings, level) = (new List<LevelReading>(), 0.0);
        for (var minute = FromMinute; minute < toMinute; minute++)
        {
            if (emptied.Contains(minute)) level = 0;
            level = Math.Min(1, level + In(minute));
            readings.Add(new LevelReading(TimeOf(minute + 1), Math.Clamp(level + (0.02 * (random.NextDouble() - 0.5)), 0, 1)));
        }

        return readings;
    }

    /// <summary>The minute at which a bin that is at a level is full when nobody empties it; null when it never is.</summary>
    public int? FullAt(int fromMinute, double level)
    {
        for (var minute = fromMinute; minute < ToMinute; minute++)
        {
            if (level >= BinForecaster.FullLevel) return minute;
            level += In(minute);
        }

        return null;
    }
}
