using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Rounds.Sensing;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>How full bins were since the begin of a match day. What was read is kept, and only what is new is read again.</summary>
/// <remarks>
/// New is what lies after the last whole minute that was read, and everything from the earliest sample on that became durable since: one that comes late counts the next time, wherever it lies. Where other
/// ingest services write to the same database, nobody here hears of what they store, and all of it is read each time.
/// </remarks>
internal sealed class TodaysLevels(LevelReader levels, BinReadings heard, ILedger ledger)
{
    private static readonly long MinuteUs = TimeSpan.FromMinutes(1).Ticks / TimeSpan.TicksPerMicrosecond;

    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>A value for each minute from <paramref name="from"/> up to now. Not for several callers at once.</summary>
    /// <exception cref="Store.StoreUnavailableException">They can't be read now.</exception>
    /// <exception cref="Store.ReadNotSupportedException">They never can.</exception>
    public async ValueTask<IReadOnlyList<LevelReading>> ReadAsync(CatalogueSeries bin, UnixTime from, UnixTime now, CancellationToken cancellationToken)
    {
        // Before the store is asked: what becomes durable meanwhile is told the next time.
        var late = heard.TakeEarliest(bin);
        if (ledger.IsShared || !_known.TryGetValue(bin.Point.Name, out var known) || known.From != from || known.Until > now)
            known = new Known(from, from, []);
        var again = Earlier(Earlier(known.Until, now), late ?? known.Until);
        var begin = again <= from ? from : new UnixTime(again.Microseconds - (again.Microseconds % MinuteUs));
        if (begin < from)
            begin = from;
        List<LevelReading> readings = [.. known.Readings.TakeWhile(reading => reading.At < begin)];
        try
        {
            readings.AddRange(await levels.ReadAsync(bin, begin, now, cancellationToken));
        }
        catch
        {
            _known.Remove(bin.Point.Name);
            throw;
        }

        _known[bin.Point.Name] = new Known(from, now, readings);
        return readings;
    }

    private static UnixTime Earlier(UnixTime one, UnixTime other) => one < other ? one : other;

    /// <param name="From">Where it begins.</param>
    /// <param name="Until">Up to where it was read.</param>
    /// <param name="Readings">What was read.</param>
    private sealed record Known(UnixTime From, UnixTime Until, IReadOnlyList<LevelReading> Readings);
}
