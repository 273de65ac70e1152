using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Figures.Bins;

/// <summary>Tells from a bin's readings what came into it and when it was emptied.</summary>
/// <remarks>
/// <code>
/// readings that are plausible ─ median of three: a jolt of one reading is gone ─ along them, with what has been counted so far:
///   all of the next 5 min stand that much lower   an emptying: counted from the lowest of them on
///   none of the next 5 min stands lower           what is above the count came in now
///   all of the next 30 min stand a little lower   taken out, or settled: counted from there on, and no emptying
/// </code>
/// The count only goes up between two emptyings, so noise and a slow drift add up to no more than their largest swing once. What the last minutes show is not
/// told yet: whether it stays, the next ones say.
/// </remarks>
internal static class BinWalk
{
    // However far apart readings are, so many must say the same.
    private const int Witnesses = 3;

    private const Quality Unread = Quality.Implausible | Quality.SensorFault;

    public static BinTale Tell(IEnumerable<StoredSample> readings, BinRules rules)
    {
        var samples = readings.Where(sample => (sample.Quality & Unread) == Quality.Good && sample.Value >= rules.Least).ToList();
        var levels = Medians(samples);
        var (added, emptied) = (new List<BinChange>(), new List<BinChange>());
        double? counted = null;
        for (var at = 0; at < levels.Length; at++)
        {
            if (!TryNext(samples, levels, at, BinRules.Stay, out var lowest, out var highest))
                break;
            if (counted is not { } count)
            {
                counted = lowest;
            }
            else if (rules.IsEmptied(count, highest))
            {
                emptied.Add(new BinChange(samples[at].Time, count - lowest));
                counted = lowest;
            }
            else if (lowest > count + rules.Step)
            {
                added.Add(new BinChange(samples[at].Time, lowest - count));
                counted = lowest;
            }
            else if (highest < count - rules.Loss && TryNext(samples, levels, at, BinRules.LongStay, out _, out var stays) && stays < count - rules.Loss)
            {
                counted = stays;
            }
        }

        return new BinTale(added, emptied);
    }

    // The newest has no neighbour yet: it is taken to be as the one before.
    private static double[] Medians(List<StoredSample> samples)
    {
        var medians = new double[samples.Count];
        for (var at = 0; at < medians.Length; at++)
        {
            var (before, here, after) = (samples[Math.Max(0, at - 1)].Value, samples[at].Value, samples[Math.Min(medians.Length - 1, at + 1)].Value);
            if (at == medians.Length - 1)
                after = before;
            medians[at] = Math.Max(Math.Min(before, here), Math.Min(Math.Max(before, here), after));
        }

        return medians;
    }

    // Lowest and highest from a reading on for a while; false when that while is not over.
    private static bool TryNext(List<StoredSample> samples, double[] levels, int at, TimeSpan stay, out double lowest, out double highest)
    {
        (lowest, highest) = (levels[at], levels[at]);
        var until = samples[at].Time + stay;
        var next = at + 1;
        for (; next < levels.Length && (samples[next].Time <= until || next - at < Witnesses); next++)
            (lowest, highest) = (Math.Min(lowest, levels[next]), Math.Max(highest, levels[next]));
        return next - at >= Witnesses && samples[^1].Time >= until;
    }
}
