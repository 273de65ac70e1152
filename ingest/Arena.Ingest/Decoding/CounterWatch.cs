using System.Runtime.InteropServices;
using Arena.Wire;

namespace Arena.Ingest.Decoding;

/// <summary>
/// Marks registers that went backwards (<see cref="Quality.CounterReset"/>): a swapped meter or an overflow. They are stored as sent; who sums
/// them up can tell the new beginning. Thread-safe.
/// </summary>
/// <remarks>
/// Judged along time, not along arrival: a sample older than the newest known one is late, not backwards. The last reset is remembered, so that a
/// batch that comes twice is marked the same both times.
/// </remarks>
internal sealed class CounterWatch(VenueCatalogue catalogue)
{
    private readonly Lock _gate = new();
    private readonly Register?[] _registers = new Register?[catalogue.Series.Count];

    /// <summary>Begins at what the store already has.</summary>
    public void Seed(IEnumerable<Sample> latest)
    {
        lock (_gate)
        {
            foreach (var sample in latest)
            {
                if (sample.Series.Quantity.Kind == QuantityKind.Counter && catalogue.Find(sample.Series) is { } series)
                    _registers[series.Index] = new Register(sample.Time, sample.Value, sample.Quality.HasFlag(Quality.CounterReset) ? sample.Time : null);
            }
        }
    }

    /// <summary>Goes on behind what others stored, where that is newer than what it knows.</summary>
    public void Follow(IEnumerable<Sample> latest)
    {
        lock (_gate)
        {
            foreach (var sample in latest)
            {
                if (sample.Series.Quantity.Kind == QuantityKind.Counter && catalogue.Find(sample.Series) is { } series
                    && !(_registers[series.Index]?.Time >= sample.Time))
                    _registers[series.Index] = new Register(sample.Time, sample.Value, sample.Quality.HasFlag(Quality.CounterReset) ? sample.Time : null);
            }
        }
    }

    /// <summary>The samples, with those marked that went backwards; the same list when none did.</summary>
    public IReadOnlyList<Sample> Mark(IReadOnlyList<Sample> samples)
    {
        Sample[]? marked = null;
        lock (_gate)
        {
            var place = 0;
            foreach (ref readonly var sample in SpanOf(samples))
            {
                if (sample.Series.Quantity.Kind == QuantityKind.Counter && WentBackwards(sample))
                {
                    marked ??= [.. samples];
                    marked[place] = sample with { Quality = sample.Quality | Quality.CounterReset };
                }

                place++;
            }
        }

        return marked ?? samples;
    }

    private static ReadOnlySpan<Sample> SpanOf(IReadOnlyList<Sample> samples) => samples switch
    {
        List<Sample> list => CollectionsMarshal.AsSpan(list),
        Sample[] array => array,
        _ => samples.ToArray(),
    };

    private bool WentBackwards(in Sample sample)
    {
        if (catalogue.Find(sample.Series) is not { } series)
            return false;
        ref var register = ref _registers[series.Index];
        if (register is not { } known)
        {
            register = new Register(sample.Time, sample.Value, null);
            return false;
        }

        if (sample.Time <= known.Time)
            return sample.Time == known.LastReset;

        // A node that sets a register to its meter's display says so itself.
        var backwards = sample.Value < known.Value && !sample.Quality.HasFlag(Quality.Aligned);
        register = new Register(sample.Time, sample.Value, backwards ? sample.Time : known.LastReset);
        return backwards;
    }

    private readonly record struct Register(UnixTime Time, double Value, UnixTime? LastReset);
}
