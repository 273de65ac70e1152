using Arena.Wire;

namespace Arena.Edge.Outbox.Room;

/// <summary>A gauge's samples of one window as three: minimum and maximum as they were sampled, and the mean.</summary>
internal static class GaugeWindow
{
    private const int Kept = 3;

    /// <param name="group">In order of time.</param>
    /// <param name="midpoint">Of the window.</param>
    public static IReadOnlyList<WeighedSample> Thin(IReadOnlyList<WeighedSample> group, UnixTime midpoint)
    {
        // Extremes alone don't say what the mean was: their own mean stands in another batch.
        var weight = group.Sum(weighed => weighed.Weight);
        if (group.Count <= Kept || weight == 0) return group;

        // The first least and the last greatest, so that a value that never changed keeps both its ends. A mean is no extreme, but where it is alone.
        var sampled = group.Where(weighed => weighed.Weight <= 1).ToList() is { Count: > 1 } some ? some : group;
        var least = sampled.MinBy(weighed => weighed.Sample.Value).Sample;
        var greatest = sampled.Reverse().MaxBy(weighed => weighed.Sample.Value).Sample;
        var mean = new Sample(
            least.Series,
            TimeOfMean(group, midpoint, [least.Time, greatest.Time]),
            Mean(group, weight, least.Value, greatest.Value),
            group.Aggregate(Quality.Thinned, (quality, weighed) => quality | weighed.Sample.Quality));
        return [.. ((WeighedSample[])[Extreme(least), Extreme(greatest), new(mean, weight)]).OrderBy(weighed => weighed.Sample.Time)];
    }

    private static WeighedSample Extreme(Sample sample) => new(sample with { Quality = sample.Quality | Quality.Thinned }, 0);

    // Each share alone, because a sum of great values would overflow.
    private static double Mean(IReadOnlyList<WeighedSample> group, long weight, double least, double greatest)
    {
        var mean = group.Sum(weighed => weighed.Sample.Value * ((double)weighed.Weight / weight));
        return Math.Clamp(group[0].Sample.Series.Quantity.Rounded(mean), least, greatest);
    }

    // As near to the midpoint as can be, and a time of its own: at that of another sample it would claim that sample's identity. Where the window
    // holds a sample in every millisecond, it takes the time of one that goes.
    private static UnixTime TimeOfMean(IReadOnlyList<WeighedSample> group, UnixTime midpoint, UnixTime[] extremes)
    {
        var (first, last) = (group[0].Sample.Time, group[^1].Sample.Time);
        var wanted = midpoint >= first && midpoint <= last ? midpoint : new UnixTime(first.Microseconds + ((last.Microseconds - first.Microseconds) / 2));
        var near = Enumerable.Range(0, (2 * group.Count) + 3)
            .Select(step => UnixTime.FromMilliseconds(wanted.Milliseconds + (step % 2 == 0 ? -step / 2 : (step + 1) / 2)))
            .Where(time => time >= first && time <= last)
            .ToList();
        var taken = group.Select(weighed => weighed.Sample.Time).ToHashSet();
        return near.Find(time => !taken.Contains(time)) is var free && free != default ? free : near.Find(time => !extremes.Contains(time));
    }
}
