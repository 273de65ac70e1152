using System.Collections.Concurrent;
using System.Collections.Immutable;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// The ledger in <c>arena.db</c>. All epochs are in memory (a few hundred bytes each); hashes are looked up in the file, which only a resend needs.
/// Answers are of what is durable; a store's commit stages batches, and they are seen once the transaction is.
/// </summary>
internal sealed class BatchLedger : ILedger, IFilePart
{
    private readonly ArenaFile _file;
    private readonly TimeProvider _time;
    private readonly Quarantine _quarantine;

    // Node → its epochs, newest first. Entries are immutable, so readers need no lock.
    private readonly ConcurrentDictionary<string, ImmutableArray<EpochEntry>> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Node, Epoch Epoch), EpochEntry> _staged = [];
    private readonly Dictionary<BatchId, byte[]> _stagedHashes = [];
    private LedgerTables? _tables;
    private long _generation;

    public BatchLedger(ArenaFile file, ArenaFileOptions options, TimeProvider time, ILogger<BatchLedger> logger)
    {
        (_file, _time) = (file, time);
        _quarantine = new Quarantine(file, options, logger);
        file.Add(this);
        file.Add(_quarantine);
    }

    public long Generation => _file.IsOpen ? _generation : throw NotOpen();

    public IReadOnlyList<string> Nodes => _file.IsOpen ? [.. _nodes.Keys.Order(StringComparer.Ordinal)] : throw NotOpen();

    public LedgerVerdict Judge(BatchId id, ReadOnlySpan<byte> hash)
    {
        if (!_file.IsOpen)
            throw NotOpen();
        if (Find(id.Node, id.Epoch) is not { } entry || !entry.Status.Terminal.Contains(id.Sequence))
            return LedgerVerdict.New;
        var sent = LedgerTables.Short(hash).ToArray();
        return _file.Read(reader => LedgerTables.HasHash(reader, entry.Id, id.Sequence, sent)) ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
    }

    public Acknowledgement AcknowledgementFor(string node) => new(
        Generation, [.. Epochs(node).Take(Acknowledgement.MaxEpochs).Select(epoch => new EpochAcknowledgement(epoch.Epoch, epoch.Terminal))]);

    public IReadOnlyList<EpochStatus> Epochs(string node)
    {
        if (!_file.IsOpen)
            throw NotOpen();
        return _nodes.TryGetValue(node, out var entries) ? [.. entries.Select(entry => entry.Status)] : [];
    }

    public ValueTask<QuarantinePage> QuarantineAsync(string? node, int limit, CancellationToken cancellationToken)
    {
        if (!_file.IsOpen)
            throw NotOpen();
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_quarantine.Newest(node, limit));
    }

    /// <summary>What is known of a batch, what the running transaction staged included. For the writer.</summary>
    public LedgerVerdict JudgeStaged(BatchId id, ReadOnlySpan<byte> hash)
    {
        if (_stagedHashes.TryGetValue(id, out var staged))
            return LedgerTables.Short(hash).SequenceEqual(staged) ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
        return Judge(id, hash);
    }

    /// <summary>Stages a batch as terminal in the running transaction. It has been judged new.</summary>
    /// <param name="id">Which.</param>
    /// <param name="hash">SHA-256 of its payload.</param>
    /// <param name="received">When it came.</param>
    /// <param name="refused">Quarantined whole.</param>
    /// <param name="quarantinedSamples">Samples quarantined out of it, those the store refused included.</param>
    public void Stage(BatchId id, ReadOnlySpan<byte> hash, UnixTime received, bool refused, int quarantinedSamples)
    {
        var key = (id.Node, id.Epoch);
        var entry = _staged.GetValueOrDefault(key) ?? Find(id.Node, id.Epoch) ?? new EpochEntry(
            _tables!.InsertEpoch(id.Node, id.Epoch, received), id.Node, new EpochStatus(id.Epoch, new SequenceSet(), 0, 0, 0, received, received));
        _staged[key] = entry.With(id.Sequence, received, refused, quarantinedSamples);
        _tables!.InsertBatch(entry.Id, id.Sequence, hash);
        _stagedHashes[id] = LedgerTables.Short(hash).ToArray();
    }

    /// <summary>Stages something refused.</summary>
    /// <exception cref="Store.StoreUnavailableException">The quarantine is full.</exception>
    public void Stage(QuarantinedItem item) => _quarantine.Stage(item);

    /// <summary>Writes the epochs that staged batches changed.</summary>
    public void Write()
    {
        foreach (var entry in _staged.Values)
            _tables!.UpdateEpoch(entry);
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Discard();
        _tables = new LedgerTables(writer);
        _generation = _tables.Generation(Math.Max(1, _time.GetUtcNow().ToUnixTimeMilliseconds()));
        foreach (var node in LedgerTables.AllEpochs(writer).GroupBy(entry => entry.Node))
            _nodes[node.Key] = Sorted(node);
    }

    public void Publish()
    {
        foreach (var node in _staged.Values.GroupBy(entry => entry.Node))
        {
            var changed = node.Select(entry => entry.Id).ToHashSet();
            var kept = _nodes.GetValueOrDefault(node.Key, []).Where(entry => !changed.Contains(entry.Id));
            _nodes[node.Key] = Sorted(kept.Concat(node));
        }

        Discard();
    }

    public void Discard()
    {
        _staged.Clear();
        _stagedHashes.Clear();
    }

    public void Dispose() => _tables?.Dispose();

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
