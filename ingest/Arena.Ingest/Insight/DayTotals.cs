using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Insight;

/// <summary>What the venue's main registers grew since its local midnight. Counted from the store once a day and at the start, then moved by each commit.</summary>
internal sealed class DayTotals
{
    // A register is published every few seconds to minutes: its last reading before midnight is found within this.
    private static readonly TimeSpan Before = TimeSpan.FromHours(2);

    private readonly Lock _gate = new();
    private readonly RegisterDay?[] _days;
    private readonly CatalogueSeries[] _registers;
    private readonly VenueCatalogue _catalogue;
    private readonly ISampleStore _store;
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _time;
    private UnixTime? _midnight;

    public DayTotals(VenueCatalogue catalogue, MainMeters meters, ISampleStore store, TimeProvider time)
    {
        (_catalogue, _store, _time) = (catalogue, store, time);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(catalogue.Manifest.TimeZone);
        _registers = [.. meters.Registers];
        _days = new RegisterDay?[catalogue.Series.Count];
    }

    /// <summary>Growth today of all of these registers together; null when none of them has a reading today.</summary>
    public double? Of(IEnumerable<CatalogueSeries> registers)
    {
        double? sum = null;
        lock (_gate)
        {
            foreach (var register in registers)
            {
                if (_days[register.Index]?.Total is { } total)
                    sum = (sum ?? 0) + total;
            }
        }

        return sum;
    }

    /// <summary>Admissions became durable, but for samples refused.</summary>
    public void Add(IReadOnlyList<Admission> admissions, HashSet<Sample>? refused)
    {
        lock (_gate)
        {
            foreach (var admission in admissions)
            {
                foreach (ref readonly var sample in admission.SampleSpan)
                {
                    if (refused?.Contains(sample) != true)
                        Add(sample);
                }
            }
        }
    }

    /// <summary>Samples became durable.</summary>
    public void Add(IReadOnlyList<Sample> samples)
    {
        lock (_gate)
        {
            foreach (var sample in samples)
                Add(sample);
        }
    }

    /// <summary>Counts anew when a day has begun, and those registers that had late readings; nothing where the first count was not possible.</summary>
    public async ValueTask RecountIfNeededAsync(CancellationToken cancellationToken)
    {
        if (_midnight is not { } counted)
            return;
        if (Midnight() != counted)
        {
            await RecountAsync(cancellationToken);
            return;
        }

        foreach (var register in _registers)
        {
            bool late;
            lock (_gate)
                late = _days[register.Index]?.Late == true;
            if (late)
                await RecountAsync(register, counted, cancellationToken);
        }
    }

    /// <summary>Counts all registers from the store.</summary>
    public async ValueTask RecountAsync(CancellationToken cancellationToken)
    {
        var midnight = Midnight();
        foreach (var register in _registers)
            await RecountAsync(register, midnight, cancellationToken);
        _midnight = midnight;
    }

    private void Add(in Sample sample)
    {
        if (sample.Series.Quantity.Kind == QuantityKind.Counter && _catalogue.Find(sample.Series) is { } series)
            _days[series.Index]?.Add(sample.Time, sample.Value, sample.Quality);
    }

    private async ValueTask RecountAsync(CatalogueSeries register, UnixTime midnight, CancellationToken cancellationToken)
    {
        var counted = new RegisterDay();
        counted.Begin(midnight);
        await foreach (var sample in _store.ReadAsync(register.Name, midnight - Before, UnixTime.From(_time.GetUtcNow()) + Before, cancellationToken))
            counted.Add(sample.Time, sample.Value, sample.Quality);

        // What was committed while reading is newer than what was read, or in it: the next reading closes the gap, because registers hold sums.
        lock (_gate)
            _days[register.Index] = counted;
    }

    private UnixTime Midnight()
    {
        var local = TimeZoneInfo.ConvertTime(_time.GetUtcNow(), _zone).Date;
        return UnixTime.From(new DateTimeOffset(local, _zone.GetUtcOffset(local)));
    }
}
