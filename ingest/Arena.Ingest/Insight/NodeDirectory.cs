using System.Runtime.InteropServices;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Nodes;

namespace Arena.Ingest.Insight;

/// <summary>What the nodes of the manifest said of themselves, and when ingest last had something from them.</summary>
internal sealed class NodeDirectory(VenueCatalogue catalogue, LiveChanges changes, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NodeSigns> _signs = [];

    // Of the commit at hand.
    private readonly Dictionary<string, (UnixTime Received, UnixTime? Newest)> _received = [];

    /// <summary>A state message came.</summary>
    public void Heard(string node, NodeState state)
    {
        var now = UnixTime.From(time.GetUtcNow());
        Change(node, known => known with
        {
            Online = state.Online,
            Since = known.Online == state.Online ? known.Since : now,
            Epoch = Epoch.TryParse(state.Epoch, out var epoch) ? epoch : known.Epoch,
            Highest = HighestOf(known, state),
        });
        changes.Announce();
    }

    /// <summary>A meta message came.</summary>
    public void Heard(string node, NodeMeta meta)
    {
        Change(node, known => known with { Version = meta.Version });
        changes.Announce();
    }

    /// <summary>Its retained messages were cleared.</summary>
    public void Forget(string node)
    {
        Change(node, _ => new NodeSigns());
        changes.Announce();
    }

    /// <summary>Payloads are durable.</summary>
    public void Received(IReadOnlyList<Admission> admissions)
    {
        lock (_gate)
        {
            foreach (var admission in admissions)
            {
                if (admission.Node is not { } node)
                    continue;
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_received, node, out _);
                known.Received = admission.Received;
                foreach (ref readonly var sample in admission.SampleSpan)
                    known.Newest = known.Newest > sample.Time ? known.Newest : sample.Time;
            }

            foreach (var (node, received) in _received)
            {
                Change(node, known => known with
                {
                    LastReceived = received.Received,
                    LastSample = received.Newest is null || known.LastSample > received.Newest ? known.LastSample : received.Newest,
                });
            }

            _received.Clear();
        }
    }

    /// <summary>What is known of a node; all null when nothing is.</summary>
    public NodeSigns Of(string node)
    {
        lock (_gate)
            return _signs.GetValueOrDefault(node) ?? new NodeSigns();
    }

    // Only the manifest's nodes are kept: strangers can't make the directory grow.
    private void Change(string node, Func<NodeSigns, NodeSigns> change)
    {
        if (!catalogue.HasNode(node))
            return;
        lock (_gate)
            _signs[node] = change(_signs.GetValueOrDefault(node) ?? new NodeSigns()) with { Change = changes.Next() };
    }

    // A last will says nothing of the outbox: what was known of the same epoch stays.
    private static long? HighestOf(NodeSigns known, NodeState state)
    {
        var other = state.Epoch is not null && (!Epoch.TryParse(state.Epoch, out var epoch) || epoch != known.Epoch);
        return state.Highest ?? (other ? null : known.Highest);
    }
}

/// <summary>Signs of life of a node.</summary>
internal sealed record NodeSigns
{
    /// <summary>What it last said, or null when it never did.</summary>
    public bool? Online { get; init; }

    /// <summary>Since when ingest knows <see cref="Online"/>.</summary>
    public UnixTime? Since { get; init; }

    /// <summary>Epoch of its outbox, as it said.</summary>
    public Epoch? Epoch { get; init; }

    /// <summary>Highest batch sealed in that epoch, as it said.</summary>
    public long? Highest { get; init; }

    /// <summary>Version of its worker.</summary>
    public string? Version { get; init; }

    /// <summary>When its last payload came, since ingest started.</summary>
    public UnixTime? LastReceived { get; init; }

    /// <summary>Time of its newest sample, since ingest started.</summary>
    public UnixTime? LastSample { get; init; }

    /// <summary>Number of the last change, see <see cref="LiveChanges"/>.</summary>
    public long Change { get; init; }
}
