using System.Collections.Concurrent;
using System.Collections.Immutable;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// The ledger in <c>arena.db</c>. All epochs are in memory (a few hundred bytes each); hashes are looked up in the file, which only a resend and a hole that closes need.
/// Answers are of what is durable; a store's commit stages batches, and they are seen once the transaction is.
/// </summary>
internal sealed partial class BatchLedger : ILedger, IFilePart
{
    private readonly ArenaFile _file;
    private readonly TimeProvider _time;
    private readonly Quarantine _quarantine;

    // Node → its epochs, the one begun last first. Entries are immutable, so readers need no lock.
    private readonly ConcurrentDictionary<string, ImmutableArray<LedgerEpoch>> _nodes = new(StringComparer.Ordinal);

    // Of the running transaction: epochs it changes, and those of them that it begins.
    private readonly List<LedgerEpoch> _touched = [];
    private readonly Dictionary<(string Node, Epoch Epoch), LedgerEpoch> _begun = [];
    private readonly RunCache _runs = new();
    private bool _forgetRuns;
    private readonly ConcurrentDictionary<string, (Epoch Epoch, long Highest)> _said = new(StringComparer.Ordinal);
    private LedgerTables? _tables;
    private long _generation;
    private long? _minted;

    public BatchLedger(ArenaFile file, ArenaFileOptions options, TimeProvider time, ILogger<BatchLedger> logger)
    {
        (_file, _time) = (file, time);
        _quarantine = new Quarantine(file, options, logger);
        file.Add(this);
        file.Add(_quarantine);
    }

    public long Generation => _file.IsOpen ? Interlocked.Read(ref _generation) : throw NotOpen();

    public IReadOnlyList<string> Nodes => _file.IsOpen ? [.. _nodes.Keys.Order(StringComparer.Ordinal)] : throw NotOpen();

    public LedgerVerdict Judge(BatchId id, ReadOnlySpan<byte> hash)
    {
        if (!_file.IsOpen)
            throw NotOpen();
        return Find(id.Node, id.Epoch) is { } epoch ? Judge(epoch.Entry, id.Sequence, hash) : LedgerVerdict.New;
    }

    public Acknowledgement AcknowledgementFor(string node) => new(
        Generation, [.. Epochs(node).Take(Acknowledgement.MaxEpochs).Select(epoch => new EpochAcknowledgement(epoch.Epoch, epoch.Terminal, epoch.Chain))]);

    public IReadOnlyList<EpochStatus> Epochs(string node)
    {
        if (!_file.IsOpen)
            throw NotOpen();
        return [.. Entries(node)
            .OrderByDescending(entry => entry.Status.LastReceived.Microseconds)
            .ThenByDescending(entry => entry.Id)
            .Select(entry => WithSaid(entry).Status)];
    }

    public IReadOnlyList<DeclaredGap> Gaps(string node, UnixTime from, UnixTime to) => _file.Read(reader => GapTable.Within(reader, node, from, to));

    public IReadOnlyList<EpochTally> Tally(string node, UnixTime from, UnixTime to)
    {
        // What came before the span began holds nothing of it.
        var entries = Entries(node).Where(entry => entry.Status.LastReceived >= from);
        return _file.Read(reader => entries.Select(entry => BatchTable.Tally(reader, entry, from, to)).OfType<EpochTally>().ToList());
    }

    public void Said(string node, Epoch epoch, long highest) => _said.AddOrUpdate(
        node, (epoch, highest), (_, known) => (epoch, known.Epoch == epoch ? Math.Max(known.Highest, highest) : highest));

    /// <summary>What is known of a batch, what the running transaction staged included. For the writer.</summary>
    public LedgerVerdict JudgeStaged(BatchId id, ReadOnlySpan<byte> hash)
    {
        var epoch = Find(id.Node, id.Epoch) ?? _begun.GetValueOrDefault((id.Node, id.Epoch));
        if (epoch is null)
            return LedgerVerdict.New;
        if (epoch.Draft?.Find(id.Sequence) is { } staged)
            return BatchTable.Short(hash).SequenceEqual(BatchTable.Short(staged.Batch.Hash.Span)) ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
        return Judge(epoch.Entry, id.Sequence, hash);
    }

    /// <summary>Stages a batch as terminal in the running transaction, with what it declares. It has been judged new.</summary>
    /// <param name="id">Which.</param>
    /// <param name="batch">What came.</param>
    /// <param name="quarantined">Samples quarantined out of it.</param>
    /// <param name="lost">Of these, those that only the store refused.</param>
    /// <param name="mark">Number of the last write to the database, or null where samples lie in this file.</param>
    public void Stage(BatchId id, Admission batch, int quarantined, int lost, long? mark)
    {
        Staged(id.Node, id.Epoch, batch.Received).Add(new StagedBatch(id.Sequence, batch, quarantined, lost, mark));
        for (var place = 0; place < batch.Gaps.Count; place++)
            Declare(new DeclaredGap(id, batch.Received, batch.Gaps[place]), place);
    }

    /// <summary>Stages something refused.</summary>
    /// <exception cref="Store.StoreUnavailableException">The quarantine is full.</exception>
    public void Stage(QuarantinedItem item) => _quarantine.Stage(item);

    /// <summary>Writes staged batches and the epochs they changed.</summary>
    public void Write()
    {
        ChainLanes.Carry([.. _touched.Select(epoch => epoch.Draft!)]);
        foreach (var epoch in _touched)
        {
            epoch.Touch(out var draft);
            var entry = WithSaid(draft.Entry);
            _tables!.Batches.Insert(entry.Id, draft.Came);
            if (entry.IsBehind)
                entry = Walked(entry);
            draft.Entry = entry;
            _tables!.Epochs.Update(entry);
        }
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Discard();
        _runs.Clear();
        _tables = new LedgerTables(writer, UnixTime.From(_time.GetUtcNow()));
        Interlocked.Exchange(ref _generation, _tables.Generation.Generation);
        _nodes.Clear();
        foreach (var node in _tables.Entries().GroupBy(entry => entry.Node))
            _nodes[node.Key] = [.. node.OrderByDescending(entry => entry.Id).Select(entry => new LedgerEpoch(entry.Status.Epoch, Upgraded(entry)))];
    }

    public void Publish()
    {
        var renewed = _minted is not null;
        if (_minted is { } minted)
            Interlocked.Exchange(ref _generation, minted);
        foreach (var epoch in _touched)
            epoch.Publish();
        foreach (var ((node, _), epoch) in _begun)
            _nodes[node] = _nodes.GetValueOrDefault(node, []).Insert(0, epoch);
        if (_forgetRuns)
            _runs.Clear();
        Discard();
        if (renewed)
            Renewed(this, EventArgs.Empty);
    }

    public void Discard()
    {
        foreach (var epoch in _touched)
            epoch.Discard();
        _touched.Clear();
        _begun.Clear();
        _forgetRuns = false;
        _minted = null;
    }

    public void Dispose() => _tables?.Dispose();

    // A node's own numbers only: an epoch is looked up under the node that sent the batch.
    private void Declare(DeclaredGap declared, int place)
    {
        _tables!.Gaps.Insert(declared, place);
        if (declared.Gap.Batches is not { } batches)
            return;
        var draft = Staged(declared.By.Node, batches.Epoch, declared.Received);
        draft.Entry = draft.Entry.Declaring(declared.Gap);
    }

    private EpochDraft Staged(string node, Epoch epoch, UnixTime received)
    {
        if ((Find(node, epoch) ?? _begun.GetValueOrDefault((node, epoch))) is not { } known)
        {
            var status = new EpochStatus(epoch, new SequenceSet(), 0, 0, 0, received, received) { Chain = BatchChain.Start };
            known = new LedgerEpoch(epoch, new EpochEntry(_tables!.Epochs.Insert(node, epoch, received), node, status));
            _begun.Add((node, epoch), known);
        }

        return Staged(known);
    }

    private EpochDraft Staged(LedgerEpoch epoch)
    {
        if (epoch.Touch(out var draft))
            _touched.Add(epoch);
        return draft;
    }

    private LedgerVerdict Judge(EpochEntry entry, long sequence, ReadOnlySpan<byte> hash)
    {
        if (!entry.Status.Terminal.Contains(sequence) || entry.Declared.Contains(sequence))
            return LedgerVerdict.New;
        var isKnown = _runs.Find(entry.Id, sequence) is { } cached
            ? cached.HashOf(sequence).SequenceEqual(BatchTable.Short(hash))
            : IsStored(entry.Id, sequence, BatchTable.Short(hash).ToArray());
        return isKnown ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
    }

    // Apart, because what a lambda captures is made as soon as its method begins, and nearly every batch is new.
    private bool IsStored(long epoch, long sequence, byte[] sent) => _file.Read(reader => BatchTable.HasHash(reader, epoch, sequence, sent, _runs));

    private IEnumerable<EpochEntry> Entries(string node) => _nodes.GetValueOrDefault(node, []).Select(epoch => epoch.Entry);

    private EpochEntry WithSaid(EpochEntry entry) => _said.TryGetValue(entry.Node, out var said) && said.Epoch == entry.Status.Epoch
        ? entry with { Status = entry.Status with { Said = Math.Max(said.Highest, entry.Status.Said ?? 0) } }
        : entry;

    private EpochEntry Walked(EpochEntry entry) =>
        entry.Walked(_tables!.Batches.Between(entry.Id, entry.ChainAt, entry.Status.Terminal.Low));

    // The file was last written by an Arena that kept no chain.
    private EpochEntry Upgraded(EpochEntry entry)
    {
        if (!entry.IsBehind)
            return entry;
        var walked = Walked(entry);
        _tables!.Epochs.Update(walked);
        return walked;
    }

    private LedgerEpoch? Find(string node, Epoch epoch)
    {
        if (_nodes.TryGetValue(node, out var epochs))
        {
            foreach (var known in epochs)
            {
                if (known.Epoch == epoch)
                    return known;
            }
        }

        return null;
    }

    private InvalidOperationException NotOpen() => new($"{_file.Path} has not been opened: open the store first");
}
