using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>
/// Reads series of <c>arena.db</c>. No statement stays open between pages, so a slow consumer doesn't keep the WAL from being reset; samples
/// that arrive behind a reader's back after it began may or may not be seen.
/// </summary>
internal sealed class SampleReader(ArenaFile file, SampleTables samples, DirtyHours dirty)
{
    private const int PageChunks = 32;
    private const int PageWindows = 1024;

    /// <summary>Raw samples in time order.</summary>
    public IEnumerable<StoredSample> Samples(int series, long from, long to, CancellationToken cancellationToken)
    {
        foreach (var run in Runs(series, from, to))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var index = 0; index < run.Count; index++)
                yield return new StoredSample(new UnixTime(run.Times[index]), run.Values[index], (Quality)run.Qualities[index]);
        }
    }

    /// <summary>Aggregates from rollups where they are clean, and from raw samples elsewhere.</summary>
    public IEnumerable<AggregatedWindow> Windows(int series, long from, long to, long everyUs, CancellationToken cancellationToken)
    {
        var done = new Queue<AggregatedWindow>();
        var levels = RollupLevels.Dividing(everyUs);
        var fold = new WindowFold(everyUs, (level, window) =>
        {
            if (level == levels)
                done.Enqueue(window);
        });
        foreach (var stretch in RollupPlan.Make(from, to, everyUs, dirty.Of(series, from, to)).SelectMany(stretch => Resolve(series, stretch)))
        {
            foreach (var _ in Feed(fold, series, stretch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (done.TryDequeue(out var window))
                    yield return window;
            }
        }

        fold.Finish();
        while (done.TryDequeue(out var window))
            yield return window;
    }

    /// <summary>All samples of a span folded into windows of every level up to the hour.</summary>
    public List<(RollupLevel Level, AggregatedWindow Window)> Roll(int series, long hour)
    {
        var windows = new List<(RollupLevel, AggregatedWindow)>();
        var fold = new WindowFold(RollupLevels.HourUs, (level, window) =>
        {
            if (level <= (int)RollupLevel.Hour)
                windows.Add(((RollupLevel)level, window));
        });
        foreach (var _ in Feed(fold, series, new Stretch(null, hour, hour + RollupLevels.HourUs)))
        {
        }

        fold.Finish();
        return windows;
    }

    // Yields after each page, so that what the fold closed can be handed on.
    private IEnumerable<int> Feed(WindowFold fold, int series, Stretch stretch)
    {
        if (stretch.Level is { } level)
        {
            foreach (var page in Pages(series, level, stretch.From, stretch.To))
            {
                foreach (var window in page)
                    fold.Add(level, window);
                yield return page.Count;
            }
        }
        else
        {
            foreach (var run in Runs(series, stretch.From, stretch.To))
            {
                for (var index = 0; index < run.Count; index++)
                    fold.Add(new UnixTime(run.Times[index]), run.Values[index]);
                yield return run.Count;
            }
        }
    }

    // An hour with few samples has no minutes stored: its minutes are read from the samples.
    private IEnumerable<Stretch> Resolve(int series, Stretch stretch)
    {
        if (stretch.Level != RollupLevel.Minute)
        {
            yield return stretch;
            yield break;
        }

        Stretch? pending = null;
        var hours = Pages(series, RollupLevel.Hour, RollupLevels.Floor(stretch.From, RollupLevels.HourUs), stretch.To).SelectMany(page => page);
        foreach (var hour in hours)
        {
            var start = hour.Start.Microseconds;
            var part = new Stretch(
                hour.Count <= RollupTables.SparseHour ? null : RollupLevel.Minute,
                Math.Max(stretch.From, start), Math.Min(stretch.To, start + RollupLevels.HourUs));
            if (pending is { } before && before.Level == part.Level)
            {
                pending = before with { To = part.To };
                continue;
            }

            if (pending is { } finished)
                yield return finished;
            pending = part;
        }

        if (pending is { } last)
            yield return last;
    }

    private IEnumerable<List<AggregatedWindow>> Pages(int series, RollupLevel level, long from, long to)
    {
        for (var next = from; ;)
        {
            var start = next;
            var page = file.Read(reader => RollupTables.Page(reader, series, level, start, to, PageWindows));
            if (page.Count > 0)
                yield return page;
            if (page.Count < PageWindows)
                yield break;
            next = page[^1].Start.Microseconds + 1;
        }
    }

    // The head is copied first: what is sealed after that is in both, and taken once.
    private IEnumerable<SampleRun> Runs(int series, long from, long to)
    {
        var head = samples.Head(series, from, to);
        var (next, taken) = (from, 0);
        for (var more = true; more;)
        {
            var start = next;
            var page = file.Read(reader => ChunkTable.Page(reader, series, start, to, PageChunks));
            more = page.Count == PageChunks;
            foreach (var chunk in page)
            {
                next = chunk.Times[^1] + 1;
                var run = Part(chunk, start, to);
                var until = head.From(next);
                if (until > taken)
                {
                    var merged = head.Slice(taken, until);
                    merged.Merge(run);
                    (run, taken) = (merged, until);
                }

                start = next;
                if (run.Count > 0)
                    yield return run;
            }
        }

        if (taken < head.Count)
            yield return head.Slice(taken, head.Count);
    }

    private static SampleRun Part(SampleRun run, long from, long to)
    {
        var (start, end) = (run.From(from), run.From(to));
        return start == 0 && end == run.Count ? run : run.Slice(start, Math.Max(start, end));
    }
}
