using Arena.Simulation.Tests.World;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Truth;

/// <summary>What really happened, written down at the disks themselves: what was sealed, made terminal and forgotten. The invariants are judged by it.</summary>
internal sealed class Account(SimWorld world)
{
    private readonly Dictionary<BatchBytes, SealedTruth> _sealed = [];
    private readonly HashSet<BatchBytes> _terminal = [];
    private readonly HashSet<BatchBytes> _destroyed = [];
    private readonly Dictionary<string, TimeSpan> _newestStored = [];
    private readonly Dictionary<(long Generation, string Node, Epoch Epoch), long> _lows = [];
    private readonly Dictionary<Epoch, int> _epochs = [];
    private readonly BatchReader _reader = new();
    private readonly BatchReading _reading = new();

    /// <summary>What did not hold, in the order it was found.</summary>
    public List<Breach> Breaches { get; } = [];

    /// <summary>Every batch that became durable in an outbox.</summary>
    public IReadOnlyCollection<SealedTruth> Sealed => _sealed.Values;

    public int SealedSamples { get; private set; }

    /// <summary>An outbox was copied or rolled back, or an acknowledgement was forged.</summary>
    public bool MayBeForked { get; set; }

    /// <summary>Something that was sealed or stored may be gone for good: then, and only then, gaps may stand for it.</summary>
    public bool MayBeDestroyed { get; set; }

    /// <summary>What the store held may be gone.</summary>
    public bool StoreLost { get; private set; }

    /// <summary>From then on the newest stored batch of an outbox that stores any is at most <see cref="LiveBound"/> old.</summary>
    public TimeSpan LiveFrom { get; set; } = TimeSpan.MaxValue;

    /// <summary>How old the live view may be, whatever backlog there is.</summary>
    public TimeSpan LiveBound { get; set; }

    /// <summary>A ledger was restored from an older copy and has not said yet that it is a new one.</summary>
    public bool LedgerRolledBack { get; set; }

    /// <summary>A batch is durable in an outbox.</summary>
    public void Seal(string outbox, string node, Epoch epoch, long sequence, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> hash)
    {
        var bytes = BatchBytes.Of(new BatchId(node, epoch, sequence), hash.Span);
        _reader.Read(payload.Span, _reading);
        if (_reading.Fault != Reason.None || _reading.Rejected.Count > 0)
            Breach(Invariant.NothingLost, $"batch {sequence} of {outbox} was sealed in a form its own reader refuses: {_reading.Fault} {_reading.Detail}");
        if (_sealed.TryAdd(bytes, new SealedTruth(bytes.Id, bytes.Hash, [.. _reading.Samples], [.. _reading.Gaps], outbox, world.Now)))
            SealedSamples += _reading.Samples.Count;
        world.Tell(outbox, "seals", sequence, _reading.Samples.Count, Name(epoch));
    }

    /// <summary>Ingest's store made a batch terminal.</summary>
    public void Commit(BatchBytes bytes)
    {
        if (!_terminal.Add(bytes) || !_sealed.TryGetValue(bytes, out var batch)) return;
        var newest = _newestStored[batch.Outbox] = batch.At > _newestStored.GetValueOrDefault(batch.Outbox) ? batch.At : _newestStored[batch.Outbox];
        if (world.Now >= LiveFrom && world.Now - newest > LiveBound)
            Breach(Invariant.Live, $"the newest that is stored of {batch.Outbox} is {(world.Now - newest).TotalSeconds:0} s old");
    }

    /// <summary>A disk was set back: what it sealed since is on no disk any more.</summary>
    public void Destroy(string outbox, TimeSpan since)
    {
        foreach (var batch in _sealed.Values.Where(batch => batch.Outbox == outbox && batch.At >= since)) _destroyed.Add(new BatchBytes(batch.Id, batch.Hash));
    }

    /// <summary>It was on a disk that was set back.</summary>
    public bool IsDestroyed(SealedTruth batch) => _destroyed.Contains(new BatchBytes(batch.Id, batch.Hash));

    /// <summary>Ingest's disk was lost or set back.</summary>
    public void LoseStore() => MayBeDestroyed = StoreLost = true;

    /// <summary>An outbox is about to delete a batch.</summary>
    public void Forget(string outbox, BatchBytes bytes)
    {
        if (!_terminal.Contains(bytes))
            Breach(Invariant.ForgottenIsTerminal, $"{outbox} forgets batch {bytes.Id.Sequence} of {Name(bytes.Id.Epoch)}, and no ledger ever had these bytes");
    }

    /// <summary>An outbox is about to be renewed because ingest seems to know another history.</summary>
    public void Renewal(string outbox, Epoch epoch)
    {
        if (!MayBeForked)
            Breach(Invariant.NoFalseAlarm, $"{outbox} takes itself for a copy in {Name(epoch)}, and nothing was copied or forged");
    }

    /// <summary>Ingest says what is terminal.</summary>
    public void Acknowledge(string node, Acknowledgement acknowledgement)
    {
        foreach (var entry in acknowledgement.Epochs)
        {
            var key = (acknowledgement.Generation, node, entry.Epoch);
            var before = _lows.GetValueOrDefault(key);
            if (entry.Terminal.Low < before && !LedgerRolledBack)
                Breach(Invariant.LowNeverFalls, $"low of {node} {Name(entry.Epoch)} fell from {before} to {entry.Terminal.Low} within one generation");
            _lows[key] = Math.Max(before, entry.Terminal.Low);
            world.Tell("ingest", "confirms", entry.Terminal.Low, entry.Terminal.Highest, Name(entry.Epoch));
        }
    }

    /// <summary>The highest watermark that was ever said of an epoch in a generation.</summary>
    public IEnumerable<(string Node, Epoch Epoch, long Low)> LowsOf(long generation) =>
        _lows.Where(low => low.Key.Generation == generation).Select(low => (low.Key.Node, low.Key.Epoch, low.Value));

    /// <summary>A name for an epoch that is the same in every run: some epochs are random.</summary>
    public string Name(Epoch epoch)
    {
        if (!_epochs.TryGetValue(epoch, out var number)) _epochs.Add(epoch, number = _epochs.Count + 1);
        return $"E{number}";
    }

    public void Breach(Invariant invariant, string what)
    {
        if (Breaches.Count >= 5) return;
        Breaches.Add(new Breach(invariant, what));
        world.Tell("account", "! " + invariant, text: what);
    }
}
