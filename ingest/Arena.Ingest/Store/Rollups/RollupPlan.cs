namespace Arena.Ingest.Store.Rollups;

/// <summary>A stretch of time and what to read it from.</summary>
/// <param name="Level">Rollups of this level, or null for raw samples.</param>
/// <param name="From">Start, µs since 1970, included.</param>
/// <param name="To">End, not included.</param>
internal readonly record struct Stretch(RollupLevel? Level, long From, long To);

/// <summary>Cuts a span into stretches: the coarsest rollup that serves where nothing is dirty, raw samples elsewhere.</summary>
internal static class RollupPlan
{
    /// <param name="from">Start, µs, included.</param>
    /// <param name="to">End, not included.</param>
    /// <param name="everyUs">Length of the windows asked for.</param>
    /// <param name="dirtyHours">Starts of dirty hours in order.</param>
    public static List<Stretch> Make(long from, long to, long everyUs, IReadOnlyList<long> dirtyHours)
    {
        var plan = new List<Stretch>();
        Cut(plan, from, to, RollupLevels.Dividing(everyUs) - 1, dirtyHours);
        return plan;
    }

    private static void Cut(List<Stretch> plan, long from, long to, int level, IReadOnlyList<long> dirty)
    {
        if (from >= to)
            return;
        if (level < 0)
        {
            Append(plan, new Stretch(null, from, to));
            return;
        }

        var window = ((RollupLevel)level).Window();
        var (first, end) = (RollupLevels.Ceiling(from, window), RollupLevels.Floor(to, window));
        if (first >= end)
        {
            Cut(plan, from, to, level - 1, dirty);
            return;
        }

        Cut(plan, from, first, level - 1, dirty);
        var next = first;
        foreach (var hour in dirty)
        {
            // A dirty hour makes all of its windows dirty, or the one window it is in.
            var dirtyFrom = Math.Max(next, RollupLevels.Floor(hour, window));
            var dirtyTo = Math.Min(end, RollupLevels.Floor(hour, window) + Math.Max(window, RollupLevels.HourUs));
            if (dirtyFrom >= dirtyTo)
                continue;
            Append(plan, new Stretch((RollupLevel)level, next, dirtyFrom));
            Cut(plan, dirtyFrom, dirtyTo, window > RollupLevels.HourUs ? level - 1 : -1, dirty);
            next = dirtyTo;
        }

        Append(plan, new Stretch((RollupLevel)level, next, end));
        Cut(plan, end, to, level - 1, dirty);
    }

    private static void Append(List<Stretch> plan, Stretch stretch)
    {
        if (stretch.From >= stretch.To)
            return;
        if (plan.Count > 0 && plan[^1] is var last && last.Level == stretch.Level && last.To == stretch.From)
            plan[^1] = last with { To = stretch.To };
        else
            plan.Add(stretch);
    }
}
