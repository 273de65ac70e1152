using Arena.Edge.Outbox.Sqlite.Salvage;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox;

/// <summary>What merging an acknowledgement did, and what needs no sending after it.</summary>
/// <param name="Verdict">What it was worth.</param>
/// <param name="Settled">Numbers that are terminal or no longer kept; a copy.</param>
/// <param name="KnowsLess">The very ledger that proved more speaks now as if it had not: it was restored, or another service of it is not up to date.</param>
internal readonly record struct MergeOutcome(AcknowledgementVerdict Verdict, SequenceSet Settled, bool KnowsLess);

/// <summary>
/// The sealed batches of a node and how far ingest has confirmed them: a log plus a bookmark that moves only on ingest's word. One lock makes its
/// users one writer. Thread-safe.
/// </summary>
internal sealed partial class BatchLog : IDisposable
{
    private const int ForgetAtOnce = 500;

    // A ledger's generation is its birth. Clocks differ; a day is more than they may.
    private static readonly TimeSpan FutureAllowed = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly IOutboxStorage _storage;
    private readonly OutboxOptions _options;
    private readonly TimeProvider _time;
    private readonly AcknowledgedState _acknowledged;
    private readonly SequenceSet _forgotten;
    private readonly SequenceSet _offered = new();
    private readonly BatchReader _reader = new();
    private BatchChain? _chain;
    private long _payloadBytes;
    private long _highest;
    private long _waiting;
    private bool _unsavedAcknowledgement;
    private readonly UnixTime _knownTime;
    private long _provenAt;
    private OutboxBrokenException? _broken;

    public BatchLog(IOutboxStorage storage, OutboxOptions options, TimeProvider time)
    {
        (_storage, _options, _time) = (storage, options, time);
        (_acknowledged, _forgotten, _payloadBytes) = (storage.Opened.Acknowledged, storage.Opened.Forgotten, storage.Opened.PayloadBytes);
        (_highest, _chain, Epoch) = (storage.Opened.Highest, storage.Opened.Chain, storage.Opened.Epoch);
        _knownTime = storage.Opened.Series.Select(state => state.Newest).DefaultIfEmpty().Max();
        _provenAt = time.GetTimestamp();
        CountWaiting();
        FindUndeclared();
    }

    /// <summary>Called after each seal, from the sealing thread, with nothing locked.</summary>
    public event EventHandler? BatchSealed;

    /// <summary>Called after each merge of a message that was believed, with nothing locked.</summary>
    public event EventHandler? AcknowledgementMerged;

    /// <summary>An acknowledgement has been believed since it was opened.</summary>
    public bool HasHeard { get; private set; }

    public Epoch Epoch { get; }

    /// <summary>Highest sealed number, 0 before the first.</summary>
    public long Highest => Interlocked.Read(ref _highest);

    /// <summary>Kept batches that ingest has not confirmed.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>An acknowledgement has been merged that is not on the disk yet.</summary>
    public bool HasUnsavedAcknowledgement => Volatile.Read(ref _unsavedAcknowledgement);

    /// <summary>Seals samples and gaps, of which one may be missing, under the next number; when it returns, they survive a power cut.</summary>
    /// <exception cref="OutboxFullException">Nothing was sealed; the same samples may be tried again.</exception>
    /// <exception cref="OutboxBrokenException">The worker must end.</exception>
    /// <exception cref="OutboxRenewalException">The outbox must be opened anew.</exception>
    public SealedBatch Seal(
        ReadOnlySpan<Sample> samples, IReadOnlyCollection<SeriesState> series, IReadOnlyList<Gap>? gaps = null, UndatedDone? dated = null)
    {
        NewBatch batch;
        var content = new BatchContent(samples.ToArray(), gaps ?? []);
        lock (_gate)
        {
            batch = Prepare(content, _highest + 1, _chain) with { Dated = dated };
            Write(() => _storage.Append(batch, series, _acknowledged));
            Added([batch]);
        }

        BatchSealed?.Invoke(this, EventArgs.Empty);
        return batch.Batch;
    }

    /// <summary>
    /// Deletes batches and seals others that stand for them, in one transaction. Each number removed is declared by a gap in <paramref name="add"/>
    /// that names this epoch; the chain is filled in, and gaps that stood in what is removed are taken over into the first of
    /// <paramref name="add"/>. False, and nothing is done, when one of them is not kept any more or, with <paramref name="onlyUnoffered"/>, has been
    /// offered in this run.
    /// </summary>
    /// <inheritdoc cref="Seal" path="/exception"/>
    public bool Replace(IReadOnlyCollection<long> remove, IReadOnlyList<BatchContent> add, bool onlyUnoffered = false)
    {
        lock (_gate)
        {
            if (remove.Any(sequence => !IsKept(sequence) || (onlyUnoffered && _offered.Contains(sequence)))) return false;
            var gone = remove.ToDictionary(sequence => sequence, sequence => Read(() => _storage.Payload(sequence))!.Value);
            var contents = Linked(gone, add);
            var (batches, chain) = (new List<NewBatch>(), _chain);
            foreach (var content in contents)
            {
                batches.Add(Prepare(content, _highest + 1 + batches.Count, chain));
                chain = batches[^1].Chain;
            }

            Write(() => _storage.Replace(remove, batches, _acknowledged));
            foreach (var (sequence, payload) in gone)
            {
                _forgotten.Add(sequence);
                _payloadBytes -= payload.Length;
            }

            Added(batches);
        }

        BatchSealed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    /// <summary>Takes over what ingest confirms. It is on the disk with the next seal or <see cref="SaveAcknowledgement"/>: losing it only means sending again.</summary>
    public MergeOutcome Merge(Acknowledgement acknowledgement)
    {
        MergeOutcome outcome;
        lock (_gate)
        {
            var (generation, proven, unproven) = (_acknowledged.Generation, _acknowledged.Proven, _acknowledged.HasUnproven);
            var knowsLess = acknowledgement.Generation == generation && LowIn(acknowledgement) < proven;
            var verdict = IsFuture(acknowledgement)
                ? AcknowledgementVerdict.FutureGeneration
                : _acknowledged.Merge(acknowledgement, Epoch, _highest, _chain is null ? null : OwnChainAt);
            if (verdict is AcknowledgementVerdict.Advanced or AcknowledgementVerdict.NewGeneration) _unsavedAcknowledgement = true;
            if (_acknowledged.Generation != generation) FindUndeclared();
            if (!unproven || _acknowledged.Proven != proven) _provenAt = _time.GetTimestamp();
            CountWaiting();
            outcome = new MergeOutcome(verdict, SettledCopy(), knowsLess);
        }

        if (outcome.Verdict is AcknowledgementVerdict.Advanced or AcknowledgementVerdict.Known or AcknowledgementVerdict.NewGeneration or AcknowledgementVerdict.ForeignEpoch)
        {
            HasHeard = true;
            AcknowledgementMerged?.Invoke(this, EventArgs.Empty);
        }

        return outcome;
    }

    private long LowIn(Acknowledgement acknowledgement) =>
        acknowledgement.Epochs.Where(entry => entry.Epoch == Epoch).Select(entry => entry.Terminal.Low).DefaultIfEmpty().Max();

    /// <summary>
    /// Asks for the outbox to be renewed when it is opened next, because what ingest says can't be true of it. False, and nothing is done, when it
    /// was renewed less than <see cref="OutboxOptions.RenewAtMostEvery"/> ago: a forger must not wear the card out.
    /// </summary>
    public bool AskForRenewal(string why)
    {
        lock (_gate)
        {
            var now = UnixTime.From(_time.GetUtcNow());
            if (_storage.Opened.RenewedAt is { } last && (now - last).Duration() < _options.RenewAtMostEvery) return false;
            Write(() => LeaveWord(why));
            return true;
        }
    }

    /// <summary>
    /// Takes back what was said to be terminal and stayed without proof for <see cref="OutboxOptions.ProofPatience"/>. Returns what still needs no
    /// sending then, or null when there is nothing to take back.
    /// </summary>
    public SequenceSet? TakeBackUnproven()
    {
        lock (_gate)
        {
            if (!_acknowledged.HasUnproven || _time.GetElapsedTime(_provenAt) < _options.ProofPatience) return null;
            _acknowledged.TakeBackUnproven();
            (_unsavedAcknowledgement, _provenAt) = (true, _time.GetTimestamp());
            CountWaiting();
            return SettledCopy();
        }
    }

    /// <summary>The ledger generation of what is confirmed, and how far it is proven; generation 0 before the first acknowledgement.</summary>
    public (long Generation, long Proven) Confirmed()
    {
        lock (_gate) return (_acknowledged.Generation, _acknowledged.Proven);
    }

    /// <summary>Numbers that need no sending: confirmed, or no longer kept. A copy.</summary>
    public SequenceSet Settled()
    {
        lock (_gate) return SettledCopy();
    }

    /// <summary>The bytes of a batch, or null when it is no longer kept.</summary>
    /// <exception cref="OutboxRenewalException">They are not what was sealed.</exception>
    public ReadOnlyMemory<byte>? Payload(long sequence)
    {
        lock (_gate) return Read(() => _storage.Payload(sequence));
    }

    /// <summary>The bytes of a batch that is about to be published: from now on it counts as offered, and is not thinned.</summary>
    /// <inheritdoc cref="Payload" path="/exception"/>
    public ReadOnlyMemory<byte>? Offered(long sequence)
    {
        lock (_gate)
        {
            if (IsKept(sequence)) _offered.Add(sequence);
            return Read(() => _storage.Payload(sequence));
        }
    }

    /// <summary>The batch has been published in this run: a broker may have it, and ingest may store it yet.</summary>
    public bool WasOffered(long sequence)
    {
        lock (_gate) return _offered.Contains(sequence);
    }

    /// <summary>Kept batches after a number, in order, at most so many.</summary>
    public IReadOnlyList<KeptBatch> Kept(long after, int limit)
    {
        lock (_gate) return Read(() => _storage.Kept(after, limit));
    }

    /// <summary>The epoch's chain at a number, where it is known.</summary>
    public BatchChain? ChainAt(long sequence)
    {
        lock (_gate) return OwnChainAt(sequence);
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
    /// Deletes proven batches, oldest first: those kept long enough and those beyond the budget, or, when <paramref name="roomNeeded"/>, as many
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
        foreach (var batch in Read(() => _storage.Kept(_forgotten.Low, ForgetAtOnce)).TakeWhile(batch => batch.Sequence <= _acknowledged.Proven))
        {
            if (!roomNeeded && batch.SealedAt >= keepFrom && bytes <= _options.KeepAcknowledgedBytes) break;
            forget.Add(batch);
            bytes -= batch.Bytes;
        }

        return forget;
    }

    private NewBatch Prepare(BatchContent content, long sequence, BatchChain? chain)
    {
        var batch = SealedBatch.Seal(Epoch, sequence, content.Samples as Sample[] ?? [.. content.Samples], content.Gaps);
        return new NewBatch(batch, chain?.Next(batch.Hash.Span), content, UnixTime.From(_time.GetUtcNow()));
    }

    private void Added(IReadOnlyList<NewBatch> batches)
    {
        foreach (var batch in batches)
        {
            _payloadBytes += batch.Batch.Payload.Length;
            _chain = batch.Chain;
            Interlocked.Increment(ref _highest);
        }

        _unsavedAcknowledgement = false;
        CountWaiting();
    }

    // A node whose clock stands at its beginning knows at least how far its samples had come.
    private bool IsFuture(Acknowledgement acknowledgement)
    {
        var (now, known) = (UnixTime.From(_time.GetUtcNow()), _knownTime);
        return acknowledgement.Generation > ((now > known ? now : known) + FutureAllowed).Milliseconds;
    }

    private bool IsKept(long sequence) => sequence >= 1 && sequence <= _highest && !_forgotten.Contains(sequence);

    private BatchChain? OwnChainAt(long sequence) => sequence == _highest ? _chain : Read(() => _storage.ChainAt(sequence));

    private SequenceSet SettledCopy()
    {
        var settled = new SequenceSet();
        settled.Merge(_forgotten);
        settled.Merge(_acknowledged.Terminal);
        return settled;
    }

    private void CountWaiting() => Interlocked.Exchange(ref _waiting, _highest - SettledCopy().Count);

    private void Write(Action write) => Read<object?>(() =>
    {
        write();
        return null;
    });

    // What is broken stays broken until the process ends: a second try proves nothing.
    private T Read<T>(Func<T> read)
    {
        if (_broken is not null) throw new OutboxBrokenException(_broken.Message, _broken);
        try
        {
            return read();
        }
        catch (OutboxBrokenException error)
        {
            _broken = error;
            throw;
        }
        catch (OutboxRenewalException error)
        {
            AskForRenewal(error);
            throw;
        }
    }

    // With what is confirmed by now, and by which ledger: the renewal goes by it.
    private void LeaveWord(string why)
    {
        _storage.Acknowledge(_acknowledged, []);
        _storage.AskForRenewal(why);
    }

    // Opening looks at what is not proven. Damage elsewhere is found when a new ledger asks for it: opening must be told, with that ledger, or it would
    // find nothing and come here again.
    private void AskForRenewal(OutboxRenewalException damage)
    {
        try
        {
            LeaveWord(OutboxRenewal.Damage + damage.Message);
        }
        catch (Exception error) when (error is OutboxFullException or OutboxBrokenException or OutboxRenewalException)
        {
            // Where this can't be written, opening finds why by itself. The first damage is what is told.
        }
    }
}
