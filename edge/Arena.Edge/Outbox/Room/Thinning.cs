using Arena.Wire;

namespace Arena.Edge.Outbox.Room;

/// <summary>
/// Fewer samples for the same span: for each series and window, aligned to 1970 UTC, a gauge keeps its minimum, its maximum and its mean, a counter
/// its ends, an event stays. Pure: the same samples give the same result.
/// </summary>
/// <remarks>
/// A window in which nothing is gained stays as it is. What comes out of a window lies within the span of what went in, so times of a series still
/// strictly increase, whatever was sealed before and after.
/// </remarks>
internal static class Thinning
{
    /// <summary>Thins samples of any series; what comes back is in order of time, then of name.</summary>
    public static List<WeighedSample> Thin(IEnumerable<WeighedSample> samples, TimeSpan window)
    {
        var windowUs = window.Ticks / TimeSpan.TicksPerMicrosecond;
        return
        [
            .. samples
                .GroupBy(weighed => weighed.Sample.Series, SeriesNames.Comparer)
                .SelectMany(series => series
                    .GroupBy(weighed => WindowOf(weighed.Sample.Time, windowUs))
                    .SelectMany(group => Within([.. group.OrderBy(weighed => weighed.Sample.Time)], group.Key, windowUs)))
                .OrderBy(weighed => weighed.Sample.Time)
                .ThenBy(weighed => weighed.Sample.Series.Point, StringComparer.Ordinal)
                .ThenBy(weighed => weighed.Sample.Series.Quantity.Name, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<WeighedSample> Within(WeighedSample[] group, long window, long windowUs) => group[0].Sample.Series.Quantity.Kind switch
    {
        QuantityKind.Gauge => GaugeWindow.Thin(group, new UnixTime((window * windowUs) + (windowUs / 2))),
        QuantityKind.Counter => CounterWindow.Thin(group),
        _ => group,
    };

    private static long WindowOf(UnixTime time, long windowUs)
    {
        var window = Math.DivRem(time.Microseconds, windowUs, out var rest);
        return rest < 0 ? window - 1 : window;
    }
}
