using Arena.Wire;

namespace Arena.Ingest.Store.Rollups;

/// <summary>
/// Adds up samples, or windows of rollups, into windows of <c>every</c>. Sums always grow minute by minute, quarter by quarter and so on up
/// to the coarsest level that divides <c>every</c>: floating-point addition depends on its order, and this way a sum is the same to the last
/// bit whether it was read from raw samples, from rollups or from both.
/// </summary>
/// <param name="everyUs">Length of the windows that come out, µs.</param>
/// <param name="closed">Told each closed window of each level, the window of <c>every</c> as level <see cref="Levels"/>.</param>
internal sealed class WindowFold(long everyUs, Action<int, AggregatedWindow> closed)
{
    private readonly AggregatedWindow?[] _open = new AggregatedWindow?[RollupLevels.Dividing(everyUs) + 1];

    /// <summary>How many levels of rollups divide <c>every</c>.</summary>
    public int Levels => _open.Length - 1;

    /// <summary>Adds a raw sample; times only grow.</summary>
    public void Add(UnixTime time, double value) => Take(0, new AggregatedWindow(time, 1, value, value, value, value, value));

    /// <summary>Adds a window of a level; everything before it has been added, nothing in it.</summary>
    public void Add(RollupLevel level, AggregatedWindow window) => Take((int)level + 1, window);

    /// <summary>Closes what is open.</summary>
    public void Finish() => CloseBelow(_open.Length);

    private void Take(int into, AggregatedWindow part)
    {
        CloseBelow(into);
        if (_open[into] is null || _open[into]!.Value.Start != Start(into, part))
            CloseOutgrown(part);
        Put(into, part);
    }

    // The coarsest window that the part has left takes everything finer with it. What is open lies in one window of each level.
    private void CloseOutgrown(AggregatedWindow part)
    {
        if (Array.Find(_open, window => window is not null) is not { } open)
            return;
        for (var level = Levels; level >= 0; level--)
        {
            if (Start(level, open) == Start(level, part))
                continue;
            CloseBelow(level + 1);
            return;
        }
    }

    private void CloseBelow(int end)
    {
        for (var level = 0; level < end; level++)
        {
            if (_open[level] is not { } window)
                continue;
            _open[level] = null;
            closed(level, window);
            if (level + 1 < _open.Length)
                Put(level + 1, window);
        }
    }

    private void Put(int level, AggregatedWindow part) => _open[level] = _open[level] is { } open
        ? open with
        {
            Count = open.Count + part.Count,
            Sum = open.Sum + part.Sum,
            Min = Math.Min(open.Min, part.Min),
            Max = Math.Max(open.Max, part.Max),
            Last = part.Last,
        }
        : part with { Start = Start(level, part) };

    private UnixTime Start(int level, AggregatedWindow part) =>
        new(RollupLevels.Floor(part.Start.Microseconds, level < Levels ? ((RollupLevel)level).Window() : everyUs));
}
