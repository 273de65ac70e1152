using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Edge.Outbox;

/// <summary>What merging an acknowledgement did.</summary>
internal enum AcknowledgementVerdict
{
    /// <summary>More batches are confirmed than before.</summary>
    Advanced,

    /// <summary>Nothing in it was new.</summary>
    Known,

    /// <summary>It speaks of other outbox files only, a replaced card's for instance.</summary>
    ForeignEpoch,

    /// <summary>It confirms a number never sealed here: forged, or this outbox was rolled back to an old image. Nothing of it is believed.</summary>
    NeverSealed,

    /// <summary>It comes from a ledger that has been replaced.</summary>
    OldGeneration,

    /// <summary>It comes from a new ledger, which knows only what this message says: all else kept is offered again.</summary>
    NewGeneration,
}

/// <summary>
/// What ingest has confirmed of one epoch: the ledger's generation and the terminal numbers. Merging is max and union, so reordered and
/// repeated acknowledgements are harmless.
/// </summary>
internal sealed class AcknowledgedState
{
    /// <summary>Ledger generation; 0 before the first acknowledgement.</summary>
    public long Generation { get; private set; }

    /// <summary>Terminal numbers, all within what was sealed.</summary>
    public SequenceSet Terminal { get; private set; } = new();

    /// <summary>State as it was kept.</summary>
    public static AcknowledgedState Of(long generation, SequenceSet terminal) => new() { Generation = generation, Terminal = terminal };

    /// <summary>Takes over what an acknowledgement says about <paramref name="epoch"/>, whose highest sealed number is <paramref name="highest"/>.</summary>
    public AcknowledgementVerdict Merge(Acknowledgement acknowledgement, Epoch epoch, long highest)
    {
        if (acknowledgement.Generation < Generation) return AcknowledgementVerdict.OldGeneration;
        var ours = acknowledgement.Epochs.Where(entry => entry.Epoch == epoch).ToList();
        if (ours.Exists(entry => entry.Terminal.Highest > highest)) return AcknowledgementVerdict.NeverSealed;

        // A new ledger that doesn't know this epoch yet is the case for which the generation exists, so it is judged before the epoch.
        var renewed = acknowledgement.Generation > Generation;
        if (!renewed && ours.Count == 0) return AcknowledgementVerdict.ForeignEpoch;

        var terminal = renewed ? new SequenceSet() : Terminal;
        var before = terminal.Count;
        foreach (var entry in ours) terminal.Merge(entry.Terminal);

        var first = Generation == 0;
        (Generation, Terminal) = (acknowledgement.Generation, terminal);
        if (renewed && !first) return AcknowledgementVerdict.NewGeneration;
        return terminal.Count > before ? AcknowledgementVerdict.Advanced : AcknowledgementVerdict.Known;
    }
}
