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

    // Node → its epochs, newest first. Entries are immutable, so readers need no lock.
    private readonly ConcurrentDictionary<string, ImmutableArray<EpochEntry>> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Node, Epoch Epoch), EpochEntry> _staged = [];
    private readonly Dictionary<BatchId, byte[]> _stagedHashes = [];
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
        if (Find(id.Node, id.Epoch) is not { } entry || !entry.Status.Terminal.Contains(id.Sequence) || entry.Declared.Contains(id.Sequence))
            return LedgerVerdict.New;
        var sent = BatchTable.Short(hash).ToArray();
        return _file.Read(reader => BatchTable.HasHash(reader, entry.Id, id.Sequence, sent)) ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
    }

    public Acknowledgement AcknowledgementFor(string node) => new(
        Generation, [.. Epochs(node).Take(Acknowledgement.MaxEpochs).Select(epoch => new EpochAcknowledgement(epoch.Epoch, epoch.Terminal, epoch.Chain))]);

    public IReadOnlyList<EpochStatus> Epochs(string node)
    {
        if (!_file.IsOpen)
            throw NotOpen();
        return _nodes.TryGetValue(node, out var entries) ? [.. entries.Select(entry => WithSaid(entry).Status)] : [];
    }

    public IReadOnlyList<DeclaredGap> Gaps(string node, UnixTime from, UnixTime to) => _file.Read(reader => GapTable.Within(reader, node, from, to));

    public IReadOnlyList<EpochTally> Tally(string node, UnixTime from, UnixTime to)
    {
        // What came before the span began holds nothing of it.
        var entries = _nodes.GetValueOrDefault(node, []).Where(entry => entry.Status.LastReceived >= from);
        return _file.Read(reader => entries.Select(entry => BatchTable.Tally(reader, entry, from, to)).OfType<EpochTally>().ToList());
    }

    public void Said(string node, Epoch epoch, long highest) => _said.AddOrUpdate(
        node, (epoch, highest), (_, known) => (epoch, known.Epoch == epoch ? Math.Max(known.Highest, highest) : highest));

    /// <summary>What is known of a batch, what the running transaction staged included. For the writer.</summary>
    public LedgerVerdict JudgeStaged(BatchId id, ReadOnlySpan<byte> hash)
    {
        if (_stagedHashes.TryGetValue(id, out var staged))
            return BatchTable.Short(hash).SequenceEqual(staged) ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
        return Judge(id, hash);
    }

    /// <summary>Stages a batch as terminal in the running transaction, with what it declares. It has been judged new.</summary>
    /// <param name="id">Which.</param>
    /// <param name="batch">What came.</param>
    /// <param name="quarantined">Samples quarantined out of it.</param>
    /// <param name="lost">Of these, those that only the store refused.</param>
    /// <param name="mark">Number of the last write to the database, or null where samples lie in this file.</param>
    public void Stage(BatchId id, Admission batch, int quarantined, int lost, long? mark)
    {
        var entry = Staged(id.Node, id.Epoch, batch.Received).With(id.Sequence, batch.Hash.Span, batch.Received, batch.Refused, quarantined);
        _staged[(id.Node, id.Epoch)] = entry;
        _tables!.Batches.Insert(entry.Id, id.Sequence, batch, quarantined, lost, mark);
        _stagedHashes[id] = BatchTable.Short(batch.Hash.Span).ToArray();
        for (var place = 0; place < batch.Gaps.Count; place++)
            Declare(new DeclaredGap(id, batch.Received, batch.Gaps[place]), place);
    }

    /// <summary>Stages something refused.</summary>
    /// <exception cref="Store.StoreUnavailableException">The quarantine is full.</exception>
    public void Stage(QuarantinedItem item) => _quarantine.Stage(item);

    /// <summary>Writes the epochs that staged batches changed.</summary>
    public void Write()
    {
        foreach (var (key, staged) in _staged.ToArray())
        {
            var entry = WithSaid(staged);
            if (entry.IsBehind)
                entry = Walked(entry);
            _staged[key] = entry;
            _tables!.Epochs.Update(entry);
        }
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Discard();
        _tables = new LedgerTables(writer, UnixTime.From(_time.GetUtcNow()));
        Interlocked.Exchange(ref _generation, _tables.Generation.Generation);
        _nodes.Clear();
        foreach (var node in _tables.Entries().GroupBy(entry => entry.Node))
            _nodes[node.Key] = Sorted(node.Select(Upgraded));
    }

    public void Publish()
    {
        var renewed = _minted is not null;
        if (_minted is { } minted)
            Interlocked.Exchange(ref _generation, minted);
        foreach (var node in _staged.Values.GroupBy(entry => entry.Node))
        {
            var changed = node.Select(entry => entry.Id).ToHashSet();
            var kept = _nodes.GetValueOrDefault(node.Key, []).Where(entry => !changed.Contains(entry.Id));
            _nodes[node.Key] = Sorted(kept.Concat(node));
        }

        Discard();
        if (renewed)
            Renewed(this, EventArgs.Empty);
    }

    public void Discard()
    {
        _staged.Clear();
        _stagedHashes.Clear();
        _minted = null;
    }

    public void Dispose() => _tables?.Dispose();

    // A node's own numbers only: an epoch is looked up under the node that sent the batch.
    private void Declare(DeclaredGap declared, int place)
    {
        _tables!.Gaps.Insert(declared, place);
        if (declared.Gap.Batches is { } batches)
            _staged[(declared.By.Node, batches.Epoch)] = Staged(declared.By.Node, batches.Epoch, declared.Received).Declaring(declared.Gap);
    }

    private EpochEntry Staged(string node, Epoch epoch, UnixTime received) =>
        _staged.GetValueOrDefault((node, epoch)) ?? Find(node, epoch) ?? new EpochEntry(
            _tables!.Epochs.Insert(node, epoch, received), node,
            new EpochStatus(epoch, new SequenceSet(), 0, 0, 0, received, received) { Chain = BatchChain.Start });

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

    private EpochEntry? Find(string node, Epoch epoch)
    {
        if (_nodes.TryGetValue(node, out var entries))
        {
            foreach (var entry in entries)
            {
                if (entry.Status.Epoch == epoch)
                    return entry;
            }
        }

        return null;
    }

    private static ImmutableArray<EpochEntry> Sorted(IEnumerable<EpochEntry> entries) =>
        [.. entries.OrderByDescending(entry => entry.Status.LastReceived.Microseconds).ThenByDescending(entry => entry.Id)];

    private InvalidOperationException NotOpen() => new($"{_file.Path} has not been opened: open the store first");
}
