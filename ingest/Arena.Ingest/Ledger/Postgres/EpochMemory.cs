using System.Collections.Concurrent;
using System.Collections.Immutable;
using Arena.Wire;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>
/// The epochs as this instance knows them, some hundred bytes each. Newer knowledge of a row never gives way to older, whoever brings it first: a commit of
/// this instance, or a look at what the others committed.
/// </summary>
internal sealed class EpochMemory
{
    private readonly Lock _gate = new();

    // Node → its epochs, newest first. Rows are immutable, so readers need no lock.
    private ConcurrentDictionary<string, ImmutableArray<EpochRow>> _nodes = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Nodes => [.. _nodes.Keys.Order(StringComparer.Ordinal)];

    public ImmutableArray<EpochRow> Of(string node) => _nodes.TryGetValue(node, out var rows) ? rows : [];

    public EpochRow? Find(string node, Epoch epoch)
    {
        foreach (var row in Of(node))
        {
            if (row.Entry.Status.Epoch == epoch)
                return row;
        }

        return null;
    }

    /// <summary>Begins anew: the tables may have been put back to an older state.</summary>
    public void Load(IEnumerable<EpochRow> rows)
    {
        lock (_gate)
        {
            _nodes = new ConcurrentDictionary<string, ImmutableArray<EpochRow>>(
                rows.GroupBy(row => row.Entry.Node).Select(node => KeyValuePair.Create(node.Key, Sorted(node))), StringComparer.Ordinal);
        }
    }

    /// <summary>Learns what is newer than what it has.</summary>
    public void Take(IReadOnlyList<EpochRow> rows)
    {
        lock (_gate)
        {
            foreach (var node in rows.GroupBy(row => row.Entry.Node))
            {
                var known = Of(node.Key).ToDictionary(row => row.Entry.Id);
                var changed = false;
                foreach (var row in node)
                {
                    if (known.TryGetValue(row.Entry.Id, out var before) && before.Version >= row.Version)
                        continue;
                    known[row.Entry.Id] = row;
                    changed = true;
                }

                if (changed)
                    _nodes[node.Key] = Sorted(known.Values);
            }
        }
    }

    private static ImmutableArray<EpochRow> Sorted(IEnumerable<EpochRow> rows) =>
        [.. rows.OrderByDescending(row => row.Entry.Status.LastReceived.Microseconds).ThenByDescending(row => row.Entry.Id)];
}
