using Arena.Edge.Outbox;
using Arena.Simulation.Tests.Edge;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Rules;

/// <summary>Without <see cref="Rule.SealedIsDurable"/>: a write returns before it is on the disk, as with synchronous=OFF; the last ones die with the process.</summary>
internal sealed class LazyStorage(IOutboxStorage storage) : PassingStorage(storage)
{
    private readonly Queue<(NewBatch Batch, IReadOnlyCollection<SeriesState> Series)> _late = new();
    private readonly IOutboxStorage _storage = storage;

    public override void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged)
    {
        _late.Enqueue((batch, series));
        if (_late.Count <= 2) return;
        var (oldest, states) = _late.Dequeue();
        _storage.Append(oldest, states, acknowledged);
    }

    public override ReadOnlyMemory<byte>? Payload(long sequence) => Late(sequence)?.Batch.Payload ?? _storage.Payload(sequence);

    public override BatchChain? ChainAt(long sequence) => Late(sequence) is { } late ? late.Chain : _storage.ChainAt(sequence);

    private NewBatch? Late(long sequence) => _late.Select(late => late.Batch).FirstOrDefault(batch => batch.Batch.Sequence == sequence);
}

/// <summary>Without <see cref="Rule.NumbersAreNotReused"/>: after a start the next number follows the highest batch that is still there.</summary>
internal sealed class ForgetfulStorage(IOutboxStorage storage) : PassingStorage(storage)
{
    private readonly IOutboxStorage _storage = storage;

    public override OutboxContent Opened
    {
        get
        {
            var kept = _storage.Kept(0, int.MaxValue);
            var highest = kept.Count > 0 ? kept[^1].Sequence : 0;
            var forgotten = new SequenceSet();
            for (var sequence = 1L; sequence <= highest; sequence++)
            {
                if (_storage.Opened.Forgotten.Contains(sequence)) forgotten.Add(sequence);
            }

            return _storage.Opened with { Highest = highest, Forgotten = forgotten, Chain = highest == 0 ? BatchChain.Start : _storage.ChainAt(highest) };
        }
    }
}
