using System.Collections.Concurrent;
using Arena.Wire;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>How many batches each node said it has sealed, in the epoch it spoke of last; kept with the next commit that concerns the epoch.</summary>
internal sealed class SaidHighest
{
    private readonly ConcurrentDictionary<string, (Epoch Epoch, long Highest)> _said = new(StringComparer.Ordinal);

    public void Heard(string node, Epoch epoch, long highest) => _said.AddOrUpdate(
        node, (epoch, highest), (_, known) => (epoch, known.Epoch == epoch ? Math.Max(known.Highest, highest) : highest));

    /// <summary>An epoch with what was said of it.</summary>
    public EpochEntry With(EpochEntry entry) => _said.TryGetValue(entry.Node, out var said) && said.Epoch == entry.Status.Epoch
        ? entry with { Status = entry.Status with { Said = Math.Max(said.Highest, entry.Status.Said ?? 0) } }
        : entry;
}
