using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>How full a bin was said to be.</summary>
/// <param name="At">When.</param>
/// <param name="Level">Share of the bin.</param>
internal readonly record struct LevelReading(UnixTime At, double Level);

/// <summary>
/// What came into a bin during a match day, as shares of the bin, in cells of five minutes of <see cref="MatchAxis"/>; NaN where nobody knows: no readings, or the bin was
/// full and took no more.
/// </summary>
internal sealed class FillCurve
{
    public const double FromMinute = -240;
    public const double ToMinute = 240;
    public const double CellMinutes = 5;
    public const int Cells = (int)((ToMinute - FromMinute) / CellMinutes);

    /// <summary>A fall by more is no noise: emptied, pushed together, or a lid that stood open. What came meanwhile is unknown.</summary>
    private const double NoNoise = 0.06;

    /// <summary>From here on what comes is left beside it.</summary>
    private const double Brimful = 0.98;

    /// <summary>Between readings further apart nobody knows when it came.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(16);

    /// <summary>A cell of which less was seen is unknown.</summary>
    private const double LeastSeen = 0.6;

    private readonly double[] _added;

    private FillCurve(double[] added) => _added = added;

    /// <summary>Share of the bin that came in a cell, or NaN.</summary>
    public double this[int cell] => _added[cell];

    /// <param name="readings">In order of time.</param>
    /// <param name="timeline">Of the match.</param>
    public static FillCurve Of(IEnumerable<LevelReading> readings, Timeline timeline)
    {
        var (added, seen) = (new double[Cells], new double[Cells]);
        LevelReading? before = null;
        foreach (var reading in readings)
        {
            if (before is { } last && reading.At > last.At && reading.At - last.At <= LongestPause && last.Level < Brimful && reading.Level > last.Level - NoNoise)
                Spread(added, seen, MatchAxis.MinuteOf(timeline, last.At), MatchAxis.MinuteOf(timeline, reading.At), reading.Level - last.Level);
            before = reading;
        }

        for (var cell = 0; cell < Cells; cell++)
            added[cell] = seen[cell] >= CellMinutes * LeastSeen ? added[cell] * CellMinutes / seen[cell] : double.NaN;
        return new FillCurve(added);
    }

    /// <summary>The cell a minute lies in; outside the axis −1.</summary>
    public static int CellOf(double minute) => minute is >= FromMinute and < ToMinute ? (int)((minute - FromMinute) / CellMinutes) : -1;

    /// <summary>Where a cell begins.</summary>
    public static double MinuteOf(int cell) => FromMinute + (cell * CellMinutes);

    // What came between two readings came evenly.
    private static void Spread(double[] added, double[] seen, double from, double to, double share)
    {
        for (var at = from; at < to;)
        {
            var cell = CellOf(at);
            var end = Math.Min(to, cell < 0 ? (at < FromMinute ? FromMinute : to) : MinuteOf(cell + 1));
            if (cell >= 0)
            {
                added[cell] += share * (end - at) / (to - from);
                seen[cell] += end - at;
            }

            at = end;
        }
    }
}
