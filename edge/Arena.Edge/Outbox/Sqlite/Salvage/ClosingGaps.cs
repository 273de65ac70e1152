using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>What was sealed anew of a batch.</summary>
/// <param name="From">Earliest sample.</param>
/// <param name="To">Latest sample.</param>
/// <param name="Unreadable">Samples in it that could not be sealed anew.</param>
internal readonly record struct ResealedBatch(UnixTime From, UnixTime To, long Unreadable);

/// <summary>
/// Writes the last word about an epoch that ends: of every number that ingest has not proven to have, whether its samples were sealed anew, were
/// forgotten after an earlier ledger had confirmed them, or are lost, and that no further batch will come.
/// </summary>
internal sealed class ClosingGaps(OutboxSalvage old, GapCause cause, Epoch epoch, UnixTime now)
{
    private readonly Dictionary<long, ResealedBatch> _resealed = [];

    /// <summary>The samples of a batch are in the new epoch.</summary>
    public void Resealed(long sequence, ResealedBatch batch) => _resealed.Add(sequence, batch);

    /// <summary>All gaps, in the order of their numbers; the last one closes the epoch.</summary>
    public IReadOnlyList<Gap> All(Epoch successor)
    {
        var gaps = new List<Gap>();
        foreach (var run in Runs())
        {
            var gap = _resealed.ContainsKey(run.First) ? Resealed(run, successor) : Forgotten(run) ?? Lost(run);
            gaps.Add(gap with { Batches = new GapBatches(epoch, run.First, run.Last, null) });
        }

        if (gaps.Count == 0 && old.Highest > 0)
        {
            gaps.Add(new Gap(cause, now, now)
            {
                Samples = 0,
                Batches = new GapBatches(epoch, old.Highest, old.Highest, null),
                Detail = $"nothing is lost: the epoch ends, {successor} follows",
            });
        }

        if (gaps.Count > 0) gaps[^1] = gaps[^1] with { Closes = true };
        return gaps;
    }

    private IEnumerable<SequenceRange> Runs()
    {
        var first = old.Head.Proven + 1;
        for (var next = first + 1; first <= old.Highest; next++)
        {
            if (next <= old.Highest && Kind(next) == Kind(first)) continue;
            if (Kind(first) != "declared") yield return new SequenceRange(first, next - 1);
            first = next;
        }
    }

    // Batches with unreadable samples stand alone, and so does each forgotten run: its end is where the next begins.
    private string Kind(long sequence)
    {
        if (_resealed.TryGetValue(sequence, out var batch)) return batch.Unreadable == 0 ? "resealed" : $"partly {sequence}";
        if (old.Declared.Contains(sequence)) return "declared";
        return GoneAt(sequence) is { DeclaredIn: null } run ? $"forgotten {run.First}" : "lost";
    }

    private GoneRun? GoneAt(long sequence) => old.Head.Gone.FirstOrDefault(run => run.First <= sequence && sequence <= run.Last);

    private Gap Resealed(SequenceRange run, Epoch successor)
    {
        var batches = Numbers(run).Select(sequence => _resealed[sequence]).ToList();
        var unreadable = batches.Sum(batch => batch.Unreadable);
        return new Gap(cause, batches.Min(batch => batch.From), batches.Max(batch => batch.To))
        {
            Samples = unreadable,
            Detail = unreadable == 0 ? $"nothing is lost: sealed anew in epoch {successor}" : $"sealed anew in epoch {successor}, but for samples that could not be read",
        };
    }

    private Gap? Forgotten(SequenceRange run) => GoneAt(run.First) is { DeclaredIn: null } gone
        ? new Gap(GapCause.ConfirmedEarlier, gone.From, gone.To)
        {
            Samples = gone.First == run.First ? gone.Samples : null,
            Detail = "an earlier ledger had confirmed these batches, and this node has deleted them since",
        }
        : null;

    // The span is what the file still tells of each batch, or else what lies between its neighbours.
    private Gap Lost(SequenceRange run)
    {
        var told = Numbers(run).Take(10_000).Select(old.Told).ToList();
        var known = told.Count == run.Last - run.First + 1 && told.TrueForAll(batch => batch is not null);
        var from = known ? told.Min(batch => batch!.Value.From) : Before(run.First);
        var to = known ? told.Max(batch => batch!.Value.To) : After(run.Last);
        return new Gap(cause, from, to > from ? to : from)
        {
            Samples = known ? told.Sum(batch => batch!.Value.Samples) : null,
            Detail = "the bytes of these batches are damaged",
        };
    }

    private UnixTime Before(long sequence) =>
        _resealed.Where(batch => batch.Key < sequence).Select(batch => (UnixTime?)batch.Value.To).Max()
        ?? old.Head.Gone.Where(run => run.Last < sequence).Select(run => (UnixTime?)run.To).Max() ?? old.Head.Created ?? now;

    private UnixTime After(long sequence) => _resealed.Where(batch => batch.Key > sequence).Select(batch => (UnixTime?)batch.Value.From).Min() ?? now;

    private static IEnumerable<long> Numbers(SequenceRange run)
    {
        for (var sequence = run.First; sequence <= run.Last; sequence++) yield return sequence;
    }
}
