using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Insight;

/// <summary>The newest stored sample of every declared series. Seeded from the store, moved by each commit.</summary>
internal sealed class LiveState(VenueCatalogue catalogue, LiveChanges changes, NodeDirectory nodes, DayTotals totals, Quarantine quarantine)
{
    private readonly Lock _gate = new();
    private readonly Entry[] _latest = new Entry[catalogue.Series.Count];

    /// <summary>Begins at what the store has.</summary>
    public void Seed(IEnumerable<Sample> latest)
    {
        lock (_gate)
        {
            foreach (var sample in latest)
                Take(sample);
        }

        changes.Announce();
    }

    /// <summary>These admissions are durable. Samples that the store itself refused are not.</summary>
    public void Stored(IReadOnlyList<Admission> admissions, in CommitResult result)
    {
        var refused = result.Refused.Count == 0 ? null : result.Refused.ToHashSet();
        lock (_gate)
        {
            foreach (var admission in admissions)
            {
                foreach (var sample in admission.Samples)
                {
                    if (refused?.Contains(sample) != true)
                        Take(sample);
                }
            }
        }

        foreach (var admission in admissions)
        {
            nodes.Received(admission);
            totals.Add(admission.Samples, refused);
        }

        if (refused is not null || admissions.Any(admission => admission.Quarantined.Count > 0))
            quarantine.Grew();
        changes.Announce();
    }

    /// <summary>The newest sample of a series, or null before the first.</summary>
    public Sample? Latest(CatalogueSeries series)
    {
        lock (_gate)
            return _latest[series.Index].Sample;
    }

    /// <summary>The newest samples that changed after the change numbered <paramref name="seen"/>, in the catalogue's order.</summary>
    public List<Sample> ChangedSince(long seen)
    {
        var changed = new List<Sample>();
        lock (_gate)
        {
            foreach (ref readonly var entry in _latest.AsSpan())
            {
                if (entry.Sample is { } sample && entry.Change > seen)
                    changed.Add(sample);
            }
        }

        return changed;
    }

    private void Take(in Sample sample)
    {
        if (catalogue.Find(sample.Series) is not { } series)
            return;
        ref var entry = ref _latest[series.Index];
        if (entry.Sample is not { } known || sample.Time > known.Time)
            entry = new Entry(sample, changes.Next());
    }

    private readonly record struct Entry(Sample? Sample, long Change);
}
