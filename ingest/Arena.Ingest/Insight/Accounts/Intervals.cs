using Arena.Wire;

namespace Arena.Ingest.Insight.Accounts;

/// <summary>A stretch of time, its end excluded.</summary>
internal readonly record struct Interval(UnixTime From, UnixTime To)
{
    public TimeSpan Length => To - From;

    public bool Touches(Interval other) => From < other.To && other.From < To;
}

/// <summary>Intervals of time as sets: in order, apart from each other.</summary>
internal static class Intervals
{
    /// <summary>What is in both.</summary>
    public static List<Interval> Common(IReadOnlyList<Interval> one, IReadOnlyList<Interval> other)
    {
        var common = new List<Interval>();
        for (int i = 0, j = 0; i < one.Count && j < other.Count;)
        {
            var (from, to) = (Later(one[i].From, other[j].From), Earlier(one[i].To, other[j].To));
            if (from < to)
                common.Add(new Interval(from, to));
            if (one[i].To < other[j].To)
                i++;
            else
                j++;
        }

        return common;
    }

    /// <summary>What of a stretch is in none of the others, which may overlap and be in any order.</summary>
    public static List<Interval> Without(Interval stretch, IEnumerable<Interval> others)
    {
        var left = new List<Interval>();
        var from = stretch.From;
        foreach (var other in others.Where(stretch.Touches).OrderBy(other => other.From))
        {
            if (from < other.From)
                left.Add(new Interval(from, other.From));
            from = Later(from, other.To);
        }

        if (from < stretch.To)
            left.Add(stretch with { From = from });
        return left;
    }

    public static UnixTime Later(UnixTime one, UnixTime other) => one > other ? one : other;

    public static UnixTime Earlier(UnixTime one, UnixTime other) => one < other ? one : other;
}
