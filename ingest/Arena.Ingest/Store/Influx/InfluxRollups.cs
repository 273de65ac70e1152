using System.Runtime.CompilerServices;
using Arena.Ingest.Store.Rollups;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Rollups in InfluxDB: measurement <c>{measurement}_1m</c>, <c>_15m</c>, <c>_1h</c>, <c>_1d</c> with the tags of the samples and, all floats,
/// the fields <c>{field}_mean</c>, <c>_min</c>, <c>_max</c>, <c>_sum</c>, <c>_count</c>, <c>_first</c>, <c>_last</c>; time is the window's start.
/// </summary>
internal sealed partial class InfluxRollups(InfluxReader reader, LineSender sender, LineCatalogue catalogue, SeriesTable series, DirtyHours dirty)
{
    private sealed record Line(DirtyHour Hour, SeriesName Series, RollupLevel Level, AggregatedWindow Window);

    /// <summary>Aggregates from rollups where they are clean, and from raw samples elsewhere.</summary>
    public async IAsyncEnumerable<AggregatedWindow> WindowsAsync(
        SeriesName name, long from, long to, long everyUs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = new Queue<AggregatedWindow>();
        var levels = RollupLevels.Dividing(everyUs);
        var fold = new WindowFold(everyUs, (level, window) =>
        {
            if (level == levels)
                done.Enqueue(window);
        });
        var dirtyHours = series.TryGet(name, out var id) ? dirty.Of(id, from, to) : [];
        foreach (var stretch in RollupPlan.Make(from, to, everyUs, dirtyHours))
        {
            await foreach (var _ in FeedAsync(fold, name, stretch, cancellationToken))
            {
                while (done.TryDequeue(out var window))
                    yield return window;
            }
        }

        fold.Finish();
        while (done.TryDequeue(out var window))
            yield return window;
    }

    /// <summary>Writes the rollups of hours and their days; returns the hours that are done.</summary>
    public async Task<IReadOnlyList<DirtyHour>> RollAsync(IReadOnlyList<DirtyHour> hours, ILogger logger, CancellationToken cancellationToken)
    {
        var failed = new HashSet<DirtyHour>();
        var known = hours.Where(hour => series.Knows(hour.Series) && catalogue.TryGet(series[hour.Series], out LineKey? _)).ToList();
        await SendAsync(await HourLinesAsync(known, cancellationToken), failed, logger, cancellationToken);
        await SendAsync(await DayLinesAsync(known, cancellationToken), failed, logger, cancellationToken);
        return [.. hours.Where(hour => !failed.Contains(hour))];
    }

    private async Task<List<Line>> HourLinesAsync(List<DirtyHour> hours, CancellationToken cancellationToken)
    {
        var lines = new List<Line>();
        foreach (var hour in hours)
        {
            var name = series[hour.Series];
            var fold = new WindowFold(RollupLevels.HourUs, (level, window) =>
            {
                if (level <= (int)RollupLevel.Hour)
                    lines.Add(new Line(hour, name, (RollupLevel)level, window));
            });
            var raw = new Stretch(null, hour.Hour, hour.Hour + RollupLevels.HourUs);
            await foreach (var _ in FeedAsync(fold, name, raw, cancellationToken))
            {
            }

            fold.Finish();
        }

        return lines;
    }

    private async Task<List<Line>> DayLinesAsync(List<DirtyHour> hours, CancellationToken cancellationToken)
    {
        var lines = new List<Line>();
        var length = RollupLevel.Day.Window();
        foreach (var hour in hours.DistinctBy(hour => (hour.Series, RollupLevels.Floor(hour.Hour, length))))
        {
            var name = series[hour.Series];
            var day = RollupLevels.Floor(hour.Hour, length);
            var fold = new WindowFold(length, (level, window) =>
            {
                if (level == (int)RollupLevel.Day)
                    lines.Add(new Line(hour, name, RollupLevel.Day, window));
            });
            await foreach (var _ in FeedAsync(fold, name, new Stretch(RollupLevel.Hour, day, day + length), cancellationToken))
            {
            }

            fold.Finish();
        }

        return lines;
    }

    // A window the server refuses, or whose sum is too large to be written, leaves its hour dirty: it is read from raw samples.
    private async Task SendAsync(List<Line> lines, HashSet<DirtyHour> failed, ILogger logger, CancellationToken cancellationToken)
    {
        failed.UnionWith(lines.Where(line => !double.IsFinite(line.Window.Sum)).Select(line => line.Hour));
        lines.RemoveAll(line => !double.IsFinite(line.Window.Sum));
        var sent = await sender.SendAsync(lines.Count, (buffer, item) => Write(buffer, lines[item]), cancellationToken);
        foreach (var (item, why) in sent.Refused)
        {
            failed.Add(lines[item].Hour);
            LogRefused(logger, lines[item].Series, lines[item].Window.Start, why);
        }
    }

    private async IAsyncEnumerable<long> FeedAsync(
        WindowFold fold, SeriesName name, Stretch stretch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (stretch.Level is { } level)
        {
            await foreach (var window in reader.RollupsAsync(name, level, stretch.From, stretch.To, cancellationToken))
            {
                fold.Add(level, window);
                yield return window.Count;
            }
        }
        else
        {
            await foreach (var sample in reader.SamplesAsync(name, stretch.From, stretch.To, cancellationToken))
            {
                fold.Add(sample.Time, sample.Value);
                yield return 1;
            }
        }
    }

    private void Write(LineBuffer buffer, Line line)
    {
        var (name, level, window) = (line.Series, line.Level, line.Window);
        catalogue.TryGet(name, out LineKey? key);
        buffer.Append(key!.Rollups(level));
        var separator = " "u8;
        Field(separator, "_mean="u8, window.Mean);
        separator = ","u8;
        Field(separator, "_min="u8, window.Min);
        Field(separator, "_max="u8, window.Max);
        Field(separator, "_sum="u8, window.Sum);
        Field(separator, "_count="u8, window.Count);
        Field(separator, "_first="u8, window.First);
        Field(separator, "_last="u8, window.Last);
        buffer.EndLine(window.Start);

        void Field(ReadOnlySpan<byte> separator, ReadOnlySpan<byte> suffix, double value)
        {
            buffer.Append(separator);
            buffer.Append(catalogue.Field(name.Quantity));
            buffer.Append(suffix);
            buffer.AppendFloat(value);
        }
    }

    [LoggerMessage(LogLevel.Warning, "InfluxDB refuses a rollup of {Series} at {Start}: {Why}")]
    private static partial void LogRefused(ILogger logger, SeriesName series, UnixTime start, string why);
}
