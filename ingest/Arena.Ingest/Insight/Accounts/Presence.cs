using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Insight.Accounts;

/// <summary>How many samples of a series lie in each window of a span, as the store has them.</summary>
/// <param name="Series">Which.</param>
/// <param name="Pace">Time between two of them, or null for events.</param>
/// <param name="Resolution">Length of a window.</param>
/// <param name="Begins">Begins of the windows that have any, in order.</param>
/// <param name="Samples">How many each has.</param>
internal sealed record Presence(CatalogueSeries Series, TimeSpan? Pace, TimeSpan Resolution, IReadOnlyList<UnixTime> Begins, IReadOnlyList<long> Samples)
{
    /// <summary>
    /// From when on samples are expected, where that is later than for the node: its own health is known from its first word on, since a past that was
    /// played or published by others has none.
    /// </summary>
    public UnixTime Since { get; init; } = UnixTime.Min;

    /// <summary>Shortest silence that means anything: three samples that didn't come.</summary>
    public TimeSpan Patience => Pace is { } pace && 3 * pace > Resolution ? 3 * pace : Resolution;

    /// <summary>Counts the series; null where the store can't be read.</summary>
    public static async ValueTask<Presence?> ReadAsync(
        ISampleStore store, CatalogueSeries series, TimeSpan? pace, Interval span, TimeSpan resolution, CancellationToken cancellationToken)
    {
        var (begins, samples) = (new List<UnixTime>(), new List<long>());
        try
        {
            await foreach (var window in store.AggregateAsync(series.Name, span.From, span.To, resolution, cancellationToken))
            {
                begins.Add(window.Start);
                samples.Add(window.Count);
            }
        }
        catch (Exception error) when (error is ReadNotSupportedException or StoreUnavailableException)
        {
            return null;
        }

        var ofNode = series.Point.Name == series.Point.Node;
        return new Presence(series, pace, resolution, begins, samples)
        {
            Since = !ofNode ? UnixTime.Min : begins.Count > 0 ? begins[0] : UnixTime.Max,
        };
    }

    /// <summary>What was to come and came within a stretch, of the time in which something was to come.</summary>
    public Counts Within(Interval stretch, Interval expected)
    {
        var stored = 0L;
        for (var i = 0; i < Begins.Count; i++)
        {
            if (Begins[i] < stretch.To && Begins[i] + Resolution > stretch.From)
                stored += Samples[i];
        }

        var (from, to) = (Intervals.Later(Intervals.Later(stretch.From, expected.From), Since), Intervals.Earlier(stretch.To, expected.To));
        var due = Pace is { } pace && from < to ? (to - from) / pace : 0;
        return new Counts(due, stored, Math.Min(stored, due));
    }

    /// <summary>The stretches of <paramref name="expected"/> without a sample that are longer than patience.</summary>
    public List<Interval> Silences(Interval expected)
    {
        var silences = new List<Interval>();
        var from = Intervals.Later(expected.From, Since);
        foreach (var begin in Begins)
        {
            if (begin - from > Patience)
                silences.Add(new Interval(from, begin));
            from = Intervals.Later(from, begin + Resolution);
        }

        if (expected.To - from > Patience)
            silences.Add(new Interval(from, expected.To));
        return silences;
    }

    /// <summary>The width of windows that shows a span in at most 400, one of the rollups'.</summary>
    public static TimeSpan ResolutionFor(TimeSpan span, TimeSpan? every)
    {
        foreach (var level in Enum.GetValues<RollupLevel>())
        {
            var width = TimeSpan.FromMicroseconds(level.Window());
            if (span / width <= 400 || every == width)
                return width;
        }

        return TimeSpan.FromDays(1);
    }
}
