using System.Runtime.InteropServices;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>
/// What the running transaction makes of one epoch. Batches that come are added up here, and become an entry once; what is rare is done to the entry
/// itself. For the writer alone.
/// </summary>
/// <param name="entry">What is durable.</param>
/// <param name="came">Empty; for the batches that come.</param>
internal sealed class EpochDraft(EpochEntry entry, List<StagedBatch> came)
{
    private readonly List<StagedBatch> _came = came;
    private EpochEntry _entry = entry;

    // Set once batches have come since the entry was made: what they make of it.
    private SequenceSet? _terminal;
    private DeclaredRuns _declared = entry.Declared;
    private BatchChain? _chain;
    private long _chainAt;

    // Of the batches that came: those up to _chainAt that the chain has not been carried over yet.
    private int _unlinkedFrom;
    private int _unlinked;
    private long _stored;
    private long _refused;
    private long _quarantinedSamples;
    private UnixTime _first;
    private UnixTime _last;

    /// <summary>Batches of this transaction, in the order they came.</summary>
    public ReadOnlySpan<StagedBatch> Came => CollectionsMarshal.AsSpan(_came);

    /// <summary>Batches that the chain is still to be carried over, in order; the epoch as a whole does it by itself when it is asked for.</summary>
    public ReadOnlySpan<StagedBatch> Unlinked => Came.Slice(_unlinkedFrom, _unlinked);

    /// <summary>The chain before <see cref="Unlinked"/>; null where it isn't known.</summary>
    public BatchChain? Chain => _chain;

    /// <summary>The epoch as it is with everything staged so far.</summary>
    public EpochEntry Entry
    {
        get => _terminal is null ? _entry : Made();
        set => (_entry, _terminal) = (value, null);
    }

    /// <summary>The batch of a number that came in this transaction, or null.</summary>
    public StagedBatch? Find(long sequence)
    {
        if (_came.Count == 0 || !(_terminal ?? _entry.Status.Terminal).Contains(sequence))
            return null;
        var place = sequence - _came[0].Sequence;
        if (place >= 0 && place < _came.Count && _came[(int)place].Sequence == sequence)
            return _came[(int)place];
        foreach (ref readonly var batch in Came)
        {
            if (batch.Sequence == sequence)
                return batch;
        }

        return null;
    }

    /// <summary>A batch came.</summary>
    public void Add(in StagedBatch staged)
    {
        if (_terminal is null)
            Begin();
        var (sequence, batch) = (staged.Sequence, staged.Batch);
        _terminal!.Add(sequence);

        // Batches mostly come in order: then the chain needs nothing but this hash.
        if (_chainAt == sequence - 1 && _terminal.Low >= sequence)
            Follow(sequence);
        _declared = _declared.Without(sequence);
        if (batch.Refused)
            _refused++;
        else
            _stored++;
        _quarantinedSamples += staged.Quarantined;
        _first = batch.Received < _first ? batch.Received : _first;
        _last = batch.Received > _last ? batch.Received : _last;
        _came.Add(staged);
    }

    /// <summary>The chain over <see cref="Unlinked"/>, as someone else computed it.</summary>
    public void Linked(BatchChain chain) => (_chain, _unlinked) = (chain, 0);

    // Links are left to be made together with those of other epochs.
    private void Follow(long sequence)
    {
        _chainAt = sequence;
        if (_chain is null)
        {
            _chain = ChainWalk.At(_entry.Gaps, sequence);
            return;
        }

        if (_unlinked > 0 && _unlinkedFrom + _unlinked != _came.Count)
            Link();
        _unlinkedFrom = _unlinked == 0 ? _came.Count : _unlinkedFrom;
        _unlinked++;
    }

    private void Link()
    {
        foreach (ref readonly var batch in Unlinked)
            _chain = _chain!.Value.Next(batch.Batch.Hash.Span);
        _unlinked = 0;
    }

    private void Begin()
    {
        var status = _entry.Status;
        _terminal = new SequenceSet();
        _terminal.Merge(status.Terminal);
        (_declared, _chain, _chainAt) = (_entry.Declared, status.Chain, _entry.ChainAt);
        (_stored, _refused, _quarantinedSamples) = (status.Stored, status.Quarantined, status.QuarantinedSamples);
        (_first, _last) = (status.FirstReceived, status.LastReceived);
    }

    private EpochEntry Made()
    {
        Link();
        _entry = _entry with
        {
            ChainAt = _chainAt,
            Declared = _declared,
            Status = _entry.Status with
            {
                Terminal = _terminal!,
                Chain = _chain,
                Declared = _declared.Runs,
                Stored = _stored,
                Quarantined = _refused,
                QuarantinedSamples = _quarantinedSamples,
                FirstReceived = _first,
                LastReceived = _last,
            },
        };
        _terminal = null;
        return _entry;
    }
}
