using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// What was refused, with its reason and bytes: bounded in entries and bytes, of all and of each node. When it is full, nothing more is taken until
/// someone has looked. Written within the store's transactions.
/// </summary>
internal sealed partial class Quarantine(ArenaFile file, ArenaFileOptions options, ILogger logger) : IFilePart
{
    private readonly QuarantineSizes _sizes = new();
    private QuarantineTable? _table;

    /// <summary>Whether this entry is there, what the running transaction did included. For the writer.</summary>
    public bool Has(long id) => _table!.Has(id);

    /// <summary>Whether a node has its share; all who are not known share one. Readable at any time.</summary>
    public bool HasItsShare(string? node, Func<string, bool> isKnown)
    {
        var size = node is not null && isKnown(node) ? _sizes.Of(node) : _sizes.OfOthers(isKnown);
        return size.Entries >= options.MaxQuarantineEntriesOfNode || size.Bytes >= options.MaxQuarantineBytesOfNode;
    }

    /// <summary>Writes an entry in the running transaction.</summary>
    /// <exception cref="StoreUnavailableException">It doesn't fit.</exception>
    public void Stage(QuarantinedItem item)
    {
        item = QuarantineCut.Of(item);
        var payload = item.Entry.Payload;
        if (!Fits(payload.Length))
            _sizes.Recount(_table!.Sizes());
        if (!Fits(payload.Length))
        {
            var size = _sizes.Staged;
            LogFull(options.Path, size.Entries, size.Bytes);
            throw new StoreUnavailableException(
                $"the quarantine in {options.Path} is full ({size.Entries} entries, {size.Bytes} bytes): find out who sends what is refused (arena-ingest quarantine list), then replay or discard it; it goes on by itself");
        }

        _table!.Insert(item);
        _sizes.Stage(item.Node, new QuarantineSize(1, payload.Length));
    }

    /// <summary>Takes an entry out in the running transaction, because what was in it is accepted now.</summary>
    public void StageReplayed(QuarantinedItem item)
    {
        _table!.Delete(item.Id);
        _table.Count(item.Node, item.Entry.Reason, replayed: 1, discarded: 0);
        _sizes.Stage(item.Node, new QuarantineSize(-1, -item.Entry.Payload.Length));
    }

    /// <summary>Gives an entry another reason in the running transaction, because it is refused for that now.</summary>
    public void StageReason(long id, Reason reason, string detail) => _table!.SetReason(id, reason, detail);

    /// <summary>Takes entries out in a transaction of its own, for good.</summary>
    /// <returns>How many.</returns>
    public async ValueTask<long> DiscardAsync(QuarantineFilter filter, CancellationToken cancellationToken)
    {
        var discarded = 0L;
        await file.WriteAsync(
            () =>
            {
                discarded = _table!.Discard(filter);
                _sizes.Recount(_table.Sizes());
            },
            cancellationToken);
        return discarded;
    }

    /// <summary>The first entries that a filter lets through.</summary>
    public QuarantinePage Page(QuarantineFilter filter, int limit) => file.Read(reader => QuarantineTable.Read(reader, filter, limit));

    /// <summary>Samples and whole batches of a node that came within a span.</summary>
    public (long Samples, long Batches) Within(string node, UnixTime from, UnixTime to) => file.Read(reader => QuarantineTable.Within(reader, node, from, to));

    /// <summary>Entries of each reason.</summary>
    public IReadOnlyDictionary<Reason, long> ByReason() => file.Read(QuarantineTable.ByReason);

    /// <summary>One entry, or null.</summary>
    public QuarantinedItem? Find(long id) => file.Read(reader => QuarantineTable.Find(reader, id));

    public void Open(SqliteConnection writer)
    {
        Dispose();
        _table = new QuarantineTable(writer);
        _sizes.Recount(_table.Sizes());
        _sizes.Publish();
    }

    public void Publish() => _sizes.Publish();

    public void Discard() => _sizes.Discard();

    public void Dispose() => _table?.Dispose();

    private bool Fits(int payload) =>
        _sizes.Staged is var size && size.Entries < options.MaxQuarantineEntries && size.Bytes + payload <= options.MaxQuarantineBytes;

    [LoggerMessage(LogLevel.Error, "The quarantine in {Path} is full ({Entries} entries, {Bytes} bytes): nothing more is acknowledged until there is room.")]
    private partial void LogFull(string path, long entries, long bytes);
}
