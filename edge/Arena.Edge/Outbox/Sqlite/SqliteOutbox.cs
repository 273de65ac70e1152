using System.Globalization;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// An outbox in one SQLite file: WAL and <c>synchronous=FULL</c>, so a commit that returned is on the disk. One connection does all writing and
/// reading: SQLite up to 3.51.2 has a WAL-reset bug that needs two.
/// </summary>
internal sealed class SqliteOutbox : IOutboxStorage
{
    private readonly SqliteConnection _connection;
    private readonly OutboxStatements _statements;

    /// <summary>Takes over an open connection to a checked file.</summary>
    public SqliteOutbox(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new OutboxStatements(connection);
        Opened = OutboxContents.Read(connection);
    }

    public OutboxContent Opened { get; }

    public void Append(SealedBatch batch, int samples, UnixTime sealedAt, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged) =>
        Commit(() =>
        {
            _statements.InsertBatch(batch, samples, sealedAt);
            foreach (var state in series) _statements.UpsertSeries(state);
            _statements.SaveAcknowledged(acknowledged);
        });

    public void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget) =>
        Commit(() =>
        {
            _statements.SaveAcknowledged(acknowledged);
            foreach (var sequence in forget) _statements.DeleteBatch(sequence);
        });

    public ReadOnlyMemory<byte>? Payload(long sequence) => Guarded(() => _statements.Payload(sequence));

    public IReadOnlyList<KeptBatch> Kept(long after, int limit) => Guarded(() => _statements.Kept(after, limit));

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
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL)
        {
            throw new OutboxFullException($"{_connection.DataSource} has no room left", error);
        }
        catch (SqliteException error)
        {
            throw new OutboxBrokenException(
                string.Create(CultureInfo.InvariantCulture, $"{_connection.DataSource}: {error.Message} (extended code {error.SqliteExtendedErrorCode})"),
                error);
        }
    }
}
