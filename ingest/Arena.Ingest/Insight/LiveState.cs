using Arena.Ingest.Decoding;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Insight;

/// <summary>The newest stored sample of every declared series. Seeded from the store, moved by each commit.</summary>
internal sealed class LiveState(VenueCatalogue catalogue, LiveChanges changes, NodeDirectory nodes, DayTotals totals, BinReadings bins, Quarantine quarantine)
{
    private readonly Lock _gate = new();
    private readonly Entry[] _latest = new Entry[catalogue.Series.Count];

    /// <summary>Begins at what the store has.</summary>
    public void Seed(IEnumerable<Sample> latest)
    {
        lock (_gate)
        {
            var change = changes.Next();
            foreach (var sample in latest)
                Take(sample, change);
        }

        changes.Announce();
    }

    /// <summary>These admissions are durable. Samples that the store itself refused are not.</summary>
    public void Stored(IReadOnlyList<Admission> admissions, in CommitResult result)
    {
        var refused = result.Refused.Count == 0 ? null : result.Refused.ToHashSet();
        var grew = refused is not null;
        lock (_gate)
        {
            // One number for all: who looks waits for the lock, and then sees all of them.
            var change = changes.Next();
            foreach (var admission in admissions)
            {
                grew |= admission.Quarantined.Count > 0;
                foreach (ref readonly var sample in admission.SampleSpan)
                {
                    if (refused?.Contains(sample) != true)
                        Take(sample, change);
                }
            }
        }

        nodes.Received(admissions);
        totals.Add(admissions, refused);
        if (grew)
            quarantine.Grew();
        changes.Announce();
    }

    /// <summary>The newest sample of a series, or null before the first.</summary>
    public Sample? Latest(CatalogueSeries series)
    {
        lock (_gate)
        {
            ref readonly var entry = ref _latest[series.Index];
            return entry.Change > 0 ? entry.Sample : null;
        }
    }

    /// <summary>The newest samples that changed after the change numbered <paramref name="seen"/>, in the catalogue's order.</summary>
    public List<Sample> ChangedSince(long seen)
    {
        var changed = new List<Sample>();
        lock (_gate)
        {
            foreach (ref readonly var entry in _latest.AsSpan())
            {
                if (entry.Change > Math.Max(0, seen))
                    changed.Add(entry.Sample);
            }
        }

        return changed;
    }

    private void Take(in Sample sample, long change)
    {
        if (catalogue.Find(sample.Series) is not { } series)
            return;
        bins.Take(series, sample.Time, sample.Value, sample.Quality);
        ref var entry = ref _latest[series.Index];
        if (entry.Change == 0 || sample.Time > entry.Sample.Time)
            (entry.Sample, entry.Change) = (sample, change);
    }

    // Changes count from 1: 0 is a series that has no sample yet.
    private struct Entry
    {
        public Sample Sample { get; set; }

        public long Change { get; set; }
    }
}
