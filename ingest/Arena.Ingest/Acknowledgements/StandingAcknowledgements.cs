using Arena.Ingest.Ledger;
using Arena.Wire.Acknowledgements;

namespace Arena.Ingest.Acknowledgements;

/// <summary>
/// What stands on the nodes' acknowledgement topics, where several ingest services write them: one that knew less may have written last, and a retained
/// message stays until the next. Thread-safe.
/// </summary>
internal sealed class StandingAcknowledgements(ILedger ledger, TimeProvider time)
{
    /// <summary>A newer one mostly follows at once; what has stood this long may stay.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Acknowledgement Heard, long Since)> _standing = new(StringComparer.Ordinal);

    /// <summary>This stands on a node's topic now.</summary>
    public void Heard(string node, Acknowledgement acknowledgement)
    {
        lock (_gate)
            _standing[node] = (acknowledgement, time.GetTimestamp());
    }

    /// <summary>Nodes of whom the ledger knows more than has been standing for a moment.</summary>
    public IReadOnlyList<string> Outdated()
    {
        lock (_gate)
            return [.. _standing.Where(each => time.GetElapsedTime(each.Value.Since) >= Settled && IsOutdated(each.Key, each.Value.Heard)).Select(each => each.Key)];
    }

    private bool IsOutdated(string node, Acknowledgement heard)
    {
        var known = ledger.AcknowledgementFor(node);
        if (known.Generation != heard.Generation)
            return known.Generation > heard.Generation;
        var standing = heard.Epochs.ToDictionary(epoch => epoch.Epoch, epoch => epoch.Terminal);
        return known.Epochs.Any(epoch => !GenerationEvidence.Holds(standing.GetValueOrDefault(epoch.Epoch), epoch.Terminal));
    }
}
