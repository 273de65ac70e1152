using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>Readings in order of time, each the middle of three: a jolt of one reading is gone. What they were before that is kept beside it.</summary>
internal sealed class Trend
{
    private readonly StoredSample[] _raw;
    private readonly double[] _smooth;

    private Trend(StoredSample[] raw, double[] smooth) => (_raw, _smooth) = (raw, smooth);

    public int Count => _raw.Length;

    public UnixTime LastAt => _raw[^1].Time;

    public double Last => _smooth[^1];

    public double this[int place] => _smooth[place];

    public double Lowest => _smooth.Min();

    public static Trend Of(IReadOnlyList<StoredSample> readings, UnixTime from)
    {
        StoredSample[] raw = [.. readings.Where(reading => reading.Time >= from)];
        return new Trend(raw, [.. raw.Select((_, place) => Middle(raw, place))]);
    }

    public UnixTime At(int place) => _raw[place].Time;

    /// <summary>As the sensor said it.</summary>
    public double Raw(int place) => _raw[place].Value;

    public Trend From(UnixTime from)
    {
        var first = Array.FindIndex(_raw, reading => reading.Time >= from);
        return first < 0 ? new Trend([], []) : new Trend(_raw[first..], _smooth[first..]);
    }

    /// <summary>The middle of what was read within a span, both ends included; null when nothing was.</summary>
    public double? Within(UnixTime from, UnixTime to)
    {
        var values = _raw.Where(reading => reading.Time >= from && reading.Time <= to).Select(reading => reading.Value).Order().ToList();
        return values.Count == 0 ? null : values[values.Count / 2];
    }

    // At the ends the neighbour counts twice, so that the newest of three that jump is not believed yet.
    private static double Middle(StoredSample[] raw, int place)
    {
        var (before, here, after) = (raw[Math.Max(0, place - 1)].Value, raw[place].Value, raw[Math.Min(raw.Length - 1, place + 1)].Value);
        if (place == raw.Length - 1)
            after = before;
        return Math.Max(Math.Min(before, here), Math.Min(Math.Max(before, here), after));
    }
}
