using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Edge.Outbox;

/// <summary>What merging an acknowledgement did.</summary>
internal enum AcknowledgementVerdict
{
    /// <summary>More batches are confirmed, or proven, than before.</summary>
    Advanced,

    /// <summary>Nothing in it was new.</summary>
    Known,

    /// <summary>It speaks of other outbox files only, a replaced card's for instance.</summary>
    ForeignEpoch,

    /// <summary>It confirms a number never sealed here: forged, or this outbox was rolled back to an old image. Nothing of it is believed.</summary>
    NeverSealed,

    /// <summary>Its chain is not ours: forged, or another outbox sealed on from the same copy. Nothing of it is believed.</summary>
    OtherHistory,

    /// <summary>It comes from a ledger that has been replaced.</summary>
    OldGeneration,

    /// <summary>It comes from a new ledger, which knows only what this message says: all else kept is offered again.</summary>
    NewGeneration,

    /// <summary>Its ledger was born in the future: forged, or a clock is wrong. Nothing of it is believed.</summary>
    FutureGeneration,
}

/// <summary>
/// What ingest has confirmed of one epoch: the ledger's generation, the terminal numbers, and how far it has proven to have our own batches.
/// Terminal numbers need no sending; only proven ones may be forgotten. Merging is max and union, so reordered and repeated acknowledgements are
/// harmless.
/// </summary>
internal sealed class AcknowledgedState
{
    /// <summary>Ledger generation; 0 before the first acknowledgement.</summary>
    public long Generation { get; private set; }

    /// <summary>Terminal numbers, all within what was sealed.</summary>
    public SequenceSet Terminal { get; private set; } = new();

    /// <summary>The ledger's chain at this number was ours: it has every batch up to it, or knows that it won't come.</summary>
    public long Proven { get; private set; }

    /// <summary>Some numbers are said to be terminal, and not proven.</summary>
    public bool HasUnproven => Terminal.Highest > Proven;

    /// <summary>What is not proven counts as unconfirmed again.</summary>
    public void TakeBackUnproven()
    {
        Terminal = new SequenceSet();
        Terminal.RaiseLow(Proven);
    }

    /// <summary>State as it was kept.</summary>
    public static AcknowledgedState Of(long generation, SequenceSet terminal, long proven) =>
        new() { Generation = generation, Terminal = terminal, Proven = proven };

    /// <summary>Takes over what an acknowledgement says about <paramref name="epoch"/>, whose highest sealed number is <paramref name="highest"/>.</summary>
    /// <param name="acknowledgement">The message.</param>
    /// <param name="epoch">This outbox.</param>
    /// <param name="highest">Its highest number.</param>
    /// <param name="chainAt">Its chain at a number, null where it is not known. Without it the epoch has no chain, and the watermark is believed.</param>
    public AcknowledgementVerdict Merge(Acknowledgement acknowledgement, Epoch epoch, long highest, Func<long, BatchChain?>? chainAt = null)
    {
        if (acknowledgement.Generation < Generation) return AcknowledgementVerdict.OldGeneration;
        var ours = acknowledgement.Epochs.Where(entry => entry.Epoch == epoch).ToList();
        if (ours.Exists(entry => entry.Terminal.Highest > highest)) return AcknowledgementVerdict.NeverSealed;
        if (!TryProve(ours, chainAt, out var proven)) return AcknowledgementVerdict.OtherHistory;

        // A new ledger that doesn't know this epoch yet is the case for which the generation exists, so it is judged before the epoch.
        var renewed = acknowledgement.Generation > Generation;
        if (!renewed && ours.Count == 0) return AcknowledgementVerdict.ForeignEpoch;

        var terminal = renewed ? new SequenceSet() : Terminal;
        var before = (terminal.Count, Proven);
        foreach (var entry in ours) terminal.Merge(entry.Terminal);

        var first = Generation == 0;
        (Generation, Terminal, Proven) = (acknowledgement.Generation, terminal, renewed ? proven : Math.Max(Proven, proven));
        if (renewed && !first) return AcknowledgementVerdict.NewGeneration;
        return (terminal.Count, Proven) == before ? AcknowledgementVerdict.Known : AcknowledgementVerdict.Advanced;
    }

    private static bool TryProve(List<EpochAcknowledgement> ours, Func<long, BatchChain?>? chainAt, out long proven)
    {
        proven = 0;
        foreach (var entry in ours)
        {
            var low = entry.Terminal.Low;
            if (chainAt is null)
            {
                proven = Math.Max(proven, low);
                continue;
            }

            if (entry.Chain is not { } theirs || chainAt(low) is not { } own) continue;
            if (own != theirs) return false;
            proven = Math.Max(proven, low);
        }

        return true;
    }
}
