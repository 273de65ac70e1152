using System.Globalization;
using System.Security.Cryptography;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// An outbox in one SQLite file: WAL and <c>synchronous=FULL</c>, so a commit that returned is on the disk. One connection does all writing and
/// reading: SQLite up to 3.51.2 has a WAL-reset bug that needs two.
/// </summary>
internal sealed partial class SqliteOutbox : IOutboxStorage
{
    // SQLITE_IOERR_SHMSIZE: the index of the write-ahead log could not grow. Nothing of the transaction was written.
    private const int NoRoomForIndexOfLog = 4874;

    private readonly SqliteConnection _connection;
    private readonly OutboxStatements _statements;
    private readonly UndatedTable _undated;

    /// <summary>Takes over an open connection to a checked file.</summary>
    public SqliteOutbox(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new OutboxStatements(connection);
        _undated = new UndatedTable(connection);
        _pageBytes = connection.Number("PRAGMA page_size");
        Opened = OutboxContents.Read(connection);
    }

    public OutboxContent Opened { get; }

    public void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged) =>
        Commit(() =>
        {
            _statements.InsertBatch(batch, acknowledged.Generation);
            foreach (var state in series) _statements.UpsertSeries(state);
            if (batch.Dated is { } dated) _undated.Done(dated);
            _statements.SaveAcknowledged(acknowledged);
        });

    public void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget) =>
        Commit(() =>
        {
            _statements.SaveAcknowledged(acknowledged);
            foreach (var sequence in forget)
            {
                _statements.Gone.Forget(sequence);
                _statements.DeleteBatch(sequence);
            }
        });

    public void Replace(IReadOnlyCollection<long> remove, IReadOnlyList<NewBatch> add, AcknowledgedState acknowledged) =>
        Commit(() =>
        {
            foreach (var sequence in remove) _statements.DeleteBatch(sequence);
            foreach (var batch in add) _statements.InsertBatch(batch, acknowledged.Generation);
            _statements.SaveAcknowledged(acknowledged);
        });

    public void AskForRenewal(string why) => Commit(() => _statements.AskForRenewal(why));

    public ReadOnlyMemory<byte>? Payload(long sequence) => Guarded<ReadOnlyMemory<byte>?>(() =>
    {
        if (_statements.Payload(sequence) is not var (payload, hash)) return null;
        return SHA256.HashData(payload).AsSpan().SequenceEqual(hash)
            ? payload
            : throw new OutboxRenewalException(string.Create(CultureInfo.InvariantCulture, $"{_connection.DataSource}: the bytes of batch {sequence} have changed since it was sealed"));
    });

    public IReadOnlyList<KeptBatch> Kept(long after, int limit) => Guarded(() => _statements.Kept(after, limit));

    public BatchChain? ChainAt(long sequence) => sequence == 0 ? BatchChain.Start : Guarded(() => _statements.ChainAt(sequence));

    public IReadOnlyList<GoneRun> Gone() => Guarded(_statements.Gone.All);

    public IReadOnlyList<FormerEpoch> Former() => Guarded(_statements.Former.All);

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private void Commit(Action write) => Guarded<object?>(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _statements.Within(transaction);
        try
        {
            write();
            _statements.Sign();
            transaction.Commit();
        }
        finally
        {
            _statements.Within(null);
        }

        return null;
    });

    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL || error.SqliteExtendedErrorCode == NoRoomForIndexOfLog)
        {
            throw new OutboxFullException($"{_connection.DataSource} has no room left", error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new OutboxRenewalException(Told(error), error);
        }
        catch (SqliteException error)
        {
            throw new OutboxBrokenException(Told(error), error);
        }
    }

    private string Told(SqliteException error) =>
        string.Create(CultureInfo.InvariantCulture, $"{_connection.DataSource}: {error.Message} (extended code {error.SqliteExtendedErrorCode})");
}
