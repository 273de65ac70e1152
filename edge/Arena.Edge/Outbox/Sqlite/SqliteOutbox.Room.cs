using System.Globalization;
using Arena.Edge.Outbox.Room;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>The room an outbox's file takes.</summary>
internal sealed partial class SqliteOutbox : IOutboxRoom
{
    private readonly long _pageBytes;
    private long _limitPages;

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    public OutboxSpace Space() => Guarded(() => new OutboxSpace(
        _statements.Pages() * _pageBytes,
        _statements.UnusedPages() * _pageBytes,
        LengthOf(_connection.DataSource),
        LengthOf(_connection.DataSource + "-wal")));

    public void Limit(long bytes) => Guarded<object?>(() =>
    {
        if (bytes / _pageBytes is var pages && pages == _limitPages) return null;
        _connection.Run($"PRAGMA max_page_count = {pages.ToString(CultureInfo.InvariantCulture)}");
        _limitPages = pages;
        return null;
    });

    public void Checkpoint() => Guarded<object?>(() =>
    {
        _connection.Run("PRAGMA wal_checkpoint(PASSIVE)");
        return null;
    });

    public IReadOnlyList<ThinnedBatch> Thinned() => Guarded(_statements.Thinned.All);

    public BatchSize? Size(long sequence) => Guarded(() => _statements.Size(sequence));

    public IReadOnlyList<long>? Weights(long sequence) => Guarded(() => _statements.Thinned.Weights(sequence));
}
