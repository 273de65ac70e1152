using System.Collections.Concurrent;

namespace Arena.Ingest.Ledger;

/// <summary>
/// The run last read of each epoch, for the hashes of batches that come again: they come one after the other, and a run holds hundreds. Runs never change; when
/// some are withdrawn, all are forgotten. Thread-safe; at most 256 runs, 18 KiB each.
/// </summary>
internal sealed class RunCache
{
    private const int Most = 256;
    private readonly ConcurrentDictionary<long, BatchRun> _runs = new();

    /// <summary>The run that holds a batch of an epoch, if it was the last that was read.</summary>
    public BatchRun? Find(long epoch, long sequence) =>
        _runs.TryGetValue(epoch, out var run) && sequence >= run.First && sequence <= run.Last ? run : null;

    public void Add(long epoch, BatchRun run)
    {
        if (_runs.Count >= Most)
            _runs.Clear();
        _runs[epoch] = run;
    }

    public void Clear() => _runs.Clear();
}
