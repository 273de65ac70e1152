using System.Globalization;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>What one outbox holds, in numbers.</summary>
/// <param name="Node">Name of its folder.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Sealed">Highest sequence number.</param>
/// <param name="Generation">Ledger generation of what is confirmed.</param>
/// <param name="AcknowledgedLow">Everything up to it is confirmed.</param>
/// <param name="Acknowledged">How many are confirmed.</param>
/// <param name="Waiting">Kept batches that are not confirmed.</param>
/// <param name="Kept">Kept batches.</param>
/// <param name="Samples">Samples in kept batches.</param>
/// <param name="Bytes">Bytes of the file and its log on the disk.</param>
/// <param name="OldestWaiting">When the oldest waiting one was sealed.</param>
internal sealed record OutboxStatus(
    string Node, Epoch Epoch, long Sealed, long Generation, long AcknowledgedLow, long Acknowledged, long Waiting, long Kept, long Samples, long Bytes, UnixTime? OldestWaiting);

/// <summary>Reads an outbox that a worker may be writing, each time as of one moment. Changes nothing.</summary>
internal static class OutboxReading
{
    public static OutboxStatus Status(string folder)
    {
        var path = Path.Combine(folder, OutboxFile.Name);
        using var connection = OutboxFile.OpenToRead(path);
        using var moment = connection.BeginTransaction(deferred: true);
        var content = OutboxContents.Read(connection);
        return connection.Rows(
            """
            SELECT count(*), coalesce(sum(samples), 0),
                   count(*) FILTER (WHERE waits), min(sealed_at) FILTER (WHERE waits)
            FROM (SELECT samples, sealed_at,
                         seq > (SELECT low FROM outbox) AND NOT EXISTS (SELECT 1 FROM acknowledged WHERE seq BETWEEN first AND last) AS waits
                  FROM batches)
            """).Select(row => new OutboxStatus(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
                content.Epoch,
                content.Highest,
                content.Acknowledged.Generation,
                content.Acknowledged.Terminal.Low,
                content.Acknowledged.Terminal.Count,
                Waiting: row.GetInt64(2),
                Kept: row.GetInt64(0),
                Samples: row.GetInt64(1),
                new FileInfo(path).Length + (File.Exists(path + "-wal") ? new FileInfo(path + "-wal").Length : 0),
                row.IsDBNull(3) ? null : new UnixTime(row.GetInt64(3)))).Single();
    }

    /// <summary>Every sample of every kept batch, in the order they were sealed.</summary>
    /// <exception cref="InvalidDataException">A batch does not read back: its bytes are damaged.</exception>
    public static IEnumerable<Sample> Samples(string folder)
    {
        using var connection = OutboxFile.OpenToRead(Path.Combine(folder, OutboxFile.Name));
        var (reader, reading) = (new BatchReader(), new BatchReading());
        foreach (var row in connection.Rows("SELECT seq, payload FROM batches ORDER BY seq"))
        {
            reader.Read(row.GetFieldValue<byte[]>(1), reading);
            if (reading.Fault != Reason.None || reading.Rejected.Count > 0)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"{connection.DataSource}: batch {row.GetInt64(0)} does not read back, {reading.Detail}"));
            }

            foreach (var sample in reading.Samples) yield return sample;
        }
    }
}
