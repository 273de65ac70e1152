using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Edge.Outbox;

/// <summary>What merging an acknowledgement did, and what needs no sending after it.</summary>
/// <param name="Verdict">What it was worth.</param>
/// <param name="Settled">Numbers that are terminal or no longer kept; a copy.</param>
internal readonly record struct MergeOutcome(AcknowledgementVerdict Verdict, SequenceSet Settled);

/// <summary>
/// The sealed batches of a node and how far ingest has confirmed them: a log plus a bookmark that moves only on ingest's word. One lock makes its
/// users one writer. Thread-safe.
/// </summary>
internal sealed class BatchLog : IDisposable
{
    private const int ForgetAtOnce = 500;

    private readonly Lock _gate = new();
    private readonly IOutboxStorage _storage;
    private readonly OutboxOptions _options;
    private readonly TimeProvider _time;
    private readonly AcknowledgedState _acknowledged;
    private readonly SequenceSet _forgotten;
    private long _payloadBytes;
    private long _highest;
    private long _waiting;
    private bool _unsavedAcknowledgement;
    private OutboxBrokenException? _broken;

    public BatchLog(IOutboxStorage storage, OutboxOptions options, TimeProvider time)
    {
        (_storage, _options, _time) = (storage, options, time);
        (_acknowledged, _forgotten, _payloadBytes) = (storage.Opened.Acknowledged, storage.Opened.Forgotten, storage.Opened.PayloadBytes);
        (_highest, Epoch) = (storage.Opened.Highest, storage.Opened.Epoch);
        CountWaiting();
    }

    /// <summary>Called after each seal, from the sealing thread, with nothing locked.</summary>
    public event EventHandler? BatchSealed;

    /// <summary>Called after each merge that confirmed something, with nothing locked.</summary>
    public event EventHandler? BatchesConfirmed;

    public Epoch Epoch { get; }

    /// <summary>Highest sealed number, 0 before the first.</summary>
    public long Highest => Interlocked.Read(ref _highest);

    /// <summary>Kept batches that ingest has not confirmed.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>An acknowledgement has been merged that is not on the disk yet.</summary>
    public bool HasUnsavedAcknowledgement => Volatile.Read(ref _unsavedAcknowledgement);

    /// <summary>Seals samples under the next number; when it returns, they survive a power cut.</summary>
    /// <exception cref="OutboxFullException">Nothing was sealed; the same samples may be tried again.</exception>
    /// <exception cref="OutboxBrokenException">The worker must end.</exception>
    public SealedBatch Seal(ReadOnlySpan<Sample> samples, IReadOnlyCollection<SeriesState> series)
    {
        SealedBatch batch;
        lock (_gate)
        {
            batch = SealedBatch.Seal(Epoch, _highest + 1, samples);
            var count = samples.Length;
            Write(() => _storage.Append(batch, count, UnixTime.From(_time.GetUtcNow()), series, _acknowledged));
            _payloadBytes += batch.Payload.Length;
            _unsavedAcknowledgement = false;
            Interlocked.Increment(ref _highest);
            CountWaiting();
        }

        BatchSealed?.Invoke(this, EventArgs.Empty);
        return batch;
    }

    /// <summary>Takes over what ingest confirms. It is on the disk with the next seal or <see cref="SaveAcknowledgement"/>: losing it only means sending again.</summary>
    public MergeOutcome Merge(Acknowledgement acknowledgement)
    {
        MergeOutcome outcome;
        lock (_gate)
        {
            var verdict = _acknowledged.Merge(acknowledgement, Epoch, _highest);
            if (verdict is AcknowledgementVerdict.Advanced or AcknowledgementVerdict.NewGeneration) _unsavedAcknowledgement = true;
            CountWaiting();
            outcome = new MergeOutcome(verdict, SettledCopy());
        }

        if (outcome.Verdict == AcknowledgementVerdict.Advanced) BatchesConfirmed?.Invoke(this, EventArgs.Empty);
        return outcome;
    }

    /// <summary>Numbers that need no sending: confirmed, or no longer kept. A copy.</summary>
    public SequenceSet Settled()
    {
        lock (_gate) return SettledCopy();
    }

    /// <summary>The bytes of a batch, or null when it is no longer kept.</summary>
    public ReadOnlyMemory<byte>? Payload(long sequence)
    {
        lock (_gate) return _storage.Payload(sequence);
    }

    /// <summary>Writes down what ingest confirmed, if that is not on the disk yet.</summary>
    public void SaveAcknowledgement()
    {
        lock (_gate)
        {
            if (!_unsavedAcknowledgement) return;
            Write(() => _storage.Acknowledge(_acknowledged, []));
            _unsavedAcknowledgement = false;
        }
    }

    /// <summary>
    /// Deletes confirmed batches, oldest first: those kept long enough and those beyond the budget, or, when <paramref name="roomNeeded"/>, as many
    /// as one transaction takes. Returns how many went.
    /// </summary>
    public int Forget(bool roomNeeded)
    {
        lock (_gate)
        {
            var forget = Forgettable(roomNeeded);
            if (forget.Count == 0) return 0;
            Write(() => _storage.Acknowledge(_acknowledged, [.. forget.Select(batch => batch.Sequence)]));
            _unsavedAcknowledgement = false;
            foreach (var batch in forget)
            {
                _forgotten.Add(batch.Sequence);
                _payloadBytes -= batch.Bytes;
            }

            return forget.Count;
        }
    }

    public void Dispose()
    {
        lock (_gate) _storage.Dispose();
    }

    private List<KeptBatch> Forgettable(bool roomNeeded)
    {
        var forget = new List<KeptBatch>();
        var keepFrom = UnixTime.From(_time.GetUtcNow()) - _options.KeepAcknowledged;
        var bytes = _payloadBytes;
        long after = _forgotten.Low;
        while (forget.Count < ForgetAtOnce)
        {
            var page = _storage.Kept(after, ForgetAtOnce);
            foreach (var batch in page.Where(batch => _acknowledged.Terminal.Contains(batch.Sequence)))
            {
                if (!roomNeeded && batch.SealedAt >= keepFrom && bytes <= _options.KeepAcknowledgedBytes) return forget;
                forget.Add(batch);
                bytes -= batch.Bytes;
            }

            if (page.Count < ForgetAtOnce || page[^1].Sequence > _acknowledged.Terminal.Highest) return forget;
            after = page[^1].Sequence;
        }

        return forget;
    }

    private SequenceSet SettledCopy()
    {
        var settled = new SequenceSet();
        settled.Merge(_forgotten);
        settled.Merge(_acknowledged.Terminal);
        return settled;
    }

    private void CountWaiting() => Interlocked.Exchange(ref _waiting, _highest - SettledCopy().Count);

    private void Write(Action write)
    {
        if (_broken is not null) throw new OutboxBrokenException(_broken.Message, _broken);
        try
        {
            write();
        }
        catch (OutboxBrokenException error)
        {
            _broken = error;
            throw;
        }
    }
}
