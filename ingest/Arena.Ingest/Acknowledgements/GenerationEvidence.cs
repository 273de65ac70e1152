using Arena.Ingest.Ledger;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Nodes;

namespace Arena.Ingest.Acknowledgements;

/// <summary>What a message says about this ledger.</summary>
internal enum Finding
{
    /// <summary>Nothing that it doesn't know.</summary>
    None,

    /// <summary>This very generation confirmed more than this ledger knows: it was restored from an older backup.</summary>
    Behind,

    /// <summary>A newer generation exists: another ledger is at work, or this one was restored to before it was renewed.</summary>
    Superseded,

    /// <summary>An older generation that was never this ledger's: another ledger, which the nodes don't listen to.</summary>
    Stranger,
}

/// <summary>Compares what nodes and acknowledgements say with what the ledger knows.</summary>
internal static class GenerationEvidence
{
    /// <summary>What a node says it was told.</summary>
    public static Finding In(ILedger ledger, string node, NodeState state)
    {
        if (state.Generation is not { } generation || generation < ledger.Generation)
            return Finding.None;
        if (generation > ledger.Generation)
            return Finding.Superseded;
        return Epoch.TryParse(state.Epoch, out var epoch) && state.Low > LowOf(ledger, node, epoch) ? Finding.Behind : Finding.None;
    }

    /// <summary>What stands on a node's acknowledgement topic, where this ledger's own messages stand too.</summary>
    public static Finding In(ILedger ledger, string node, Acknowledgement heard)
    {
        if (heard.Generation > ledger.Generation)
            return Finding.Superseded;
        if (heard.Generation < ledger.Generation)
            return ledger.Generations.Any(own => own.Generation == heard.Generation) ? Finding.None : Finding.Stranger;
        var known = ledger.Epochs(node).ToDictionary(status => status.Epoch, status => status.Terminal);
        return heard.Epochs.All(epoch => Holds(known.GetValueOrDefault(epoch.Epoch), epoch.Terminal)) ? Finding.None : Finding.Behind;
    }

    private static long LowOf(ILedger ledger, string node, Epoch epoch) =>
        ledger.Epochs(node).FirstOrDefault(status => status.Epoch == epoch)?.Terminal.Low ?? 0;

    /// <summary>Whether all of a part is known.</summary>
    public static bool Holds(SequenceSet? known, SequenceSet part)
    {
        var all = new SequenceSet();
        if (known is not null)
            all.Merge(known);
        var before = all.Count;
        all.Merge(part);
        return all.Count == before;
    }
}
