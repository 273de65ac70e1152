using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Table <c>batch</c>: every batch that came, with the first 16 bytes of its SHA-256, what was in it, and up to which write the database must
/// be whole for it to be stored there (<c>mark</c>). Rows of an older Arena have the hash alone.
/// </summary>
internal sealed class BatchTable : IDisposable
{
    /// <summary>Bytes kept of a batch's hash: two different payloads share them by chance once in 2^128.</summary>
    public const int HashBytes = 16;

    private const string Depends = "mark >= ?1 AND samples > 0";

    private readonly SqliteConnection _writer;
    private readonly Statement _insert;
    private readonly Statement _above;
    private readonly Statement _replayed;

    public BatchTable(SqliteConnection writer)
    {
        _writer = writer;
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS batch (epoch INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (epoch, seq)) WITHOUT ROWID");
        Columns.Add(
            writer, "batch", "refused INTEGER", "samples INTEGER", "quarantined INTEGER", "first_us INTEGER", "last_us INTEGER", "mark INTEGER");
        _insert = new Statement(
            writer,
            "INSERT INTO batch (epoch, seq, hash, refused, samples, quarantined, first_us, last_us, mark) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            9);
        _replayed = new Statement(
            writer,
            "UPDATE batch SET refused = 0, samples = coalesce(samples, 0) + ?3, quarantined = max(0, coalesce(quarantined, 0) + ?4), "
            + "first_us = min(coalesce(first_us, ?5), coalesce(?5, first_us)), last_us = max(coalesce(last_us, ?6), coalesce(?6, last_us)) WHERE epoch = ?1 AND seq = ?2",
            6);
        _above = new Statement(writer, "SELECT seq, hash FROM batch WHERE epoch = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq", 3);
    }

    /// <summary>A batch that came.</summary>
    /// <param name="epoch">Row of its epoch.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="batch">What was in it.</param>
    /// <param name="quarantined">Samples quarantined out of it.</param>
    /// <param name="lost">Of these, those that decoding had accepted and the store refused.</param>
    /// <param name="mark">Number of the last write to the database, or null where samples lie in this file.</param>
    public void Insert(long epoch, long sequence, Admission batch, int quarantined, int lost, long? mark)
    {
        var samples = batch.Samples;
        var span = samples.Count > 0;
        _insert.Bind(1, epoch).Bind(2, sequence).Bind(3, Short(batch.Hash.Span).ToArray()).Bind(4, batch.Refused ? 1 : 0)
            .Bind(5, samples.Count - lost).Bind(6, quarantined)
            .Bind(7, span ? samples.Min(sample => sample.Time.Microseconds) : null)
            .Bind(8, span ? samples.Max(sample => sample.Time.Microseconds) : null)
            .Bind(9, mark).Run();
    }

    /// <summary>Something of a batch left the quarantine.</summary>
    /// <param name="epoch">Row of its epoch.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="again">What judging it again gave.</param>
    /// <param name="quarantined">How many more samples are quarantined by themselves, or fewer.</param>
    /// <param name="lost">Samples of it that only the store refused.</param>
    public void Replayed(long epoch, long sequence, Admission again, int quarantined, int lost)
    {
        var samples = again.Samples;
        var span = samples.Count > 0;
        _replayed.Bind(1, epoch).Bind(2, sequence).Bind(3, samples.Count - lost).Bind(4, quarantined)
            .Bind(5, span ? samples.Min(sample => sample.Time.Microseconds) : null)
            .Bind(6, span ? samples.Max(sample => sample.Time.Microseconds) : null).Run();
    }

    /// <summary>Numbers and hashes of an epoch's batches above one number and up to another, in order. One such reading at a time.</summary>
    public IEnumerable<(long Sequence, byte[] Hash)> Between(long epoch, long above, long upTo)
    {
        using var rows = _above.Bind(1, epoch).Bind(2, above).Bind(3, upTo).Rows();
        while (rows.Read())
            yield return (rows.GetInt64(0), (byte[])rows[1]);
    }

    /// <summary>Batches with samples in the database that hang on a write or on a later one, in order.</summary>
    public List<(long Epoch, long Sequence, long Quarantined)> Depending(long mark)
    {
        using var find = new Statement(_writer, $"SELECT epoch, seq, quarantined FROM batch WHERE {Depends} ORDER BY epoch, seq", 1);
        using var rows = find.Bind(1, mark).Rows();
        var found = new List<(long, long, long)>();
        while (rows.Read())
            found.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2)));
        return found;
    }

    /// <summary>Deletes them.</summary>
    public void Remove(long mark)
    {
        using var delete = new Statement(_writer, $"DELETE FROM batch WHERE {Depends}", 1);
        delete.Bind(1, mark).Run();
    }

    /// <summary>What of an epoch came with samples in a span; null for nothing.</summary>
    public static EpochTally? Tally(SqliteConnection reader, EpochEntry epoch, UnixTime from, UnixTime to)
    {
        using var sum = new Statement(
            reader,
            "SELECT count(*), sum(samples), sum(quarantined), min(seq), max(seq) FROM batch WHERE epoch = ?1 AND first_us < ?3 AND last_us >= ?2",
            3);
        using var row = sum.Bind(1, epoch.Id).Bind(2, from.Microseconds).Bind(3, to.Microseconds).Rows();
        return row.Read() && row.GetInt64(0) > 0
            ? new EpochTally(epoch.Status.Epoch, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))
            : null;
    }

    /// <summary>Newest sample of the nearest batch with samples below one number, earliest of the nearest above another.</summary>
    public static (UnixTime? Before, UnixTime? After) Around(SqliteConnection reader, long epoch, long first, long last)
    {
        using var before = new Statement(reader, "SELECT last_us FROM batch WHERE epoch = ?1 AND seq < ?2 AND last_us IS NOT NULL ORDER BY seq DESC LIMIT 1", 2);
        using var after = new Statement(reader, "SELECT first_us FROM batch WHERE epoch = ?1 AND seq > ?2 AND first_us IS NOT NULL ORDER BY seq LIMIT 1", 2);
        return (Time(before.Bind(1, epoch).Bind(2, first).Scalar()), Time(after.Bind(1, epoch).Bind(2, last).Scalar()));

        static UnixTime? Time(object? microseconds) => microseconds is long known ? new UnixTime(known) : null;
    }

    /// <summary>Whether a batch that came had this hash.</summary>
    public static bool HasHash(SqliteConnection reader, long epoch, long sequence, ReadOnlySpan<byte> hash)
    {
        using var find = new Statement(reader, "SELECT hash FROM batch WHERE epoch = ?1 AND seq = ?2", 2);
        return find.Bind(1, epoch).Bind(2, sequence).Scalar() is byte[] known && Short(hash).SequenceEqual(known);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _above.Dispose();
        _replayed.Dispose();
    }

    public static ReadOnlySpan<byte> Short(ReadOnlySpan<byte> hash) => hash[..Math.Min(hash.Length, HashBytes)];
}
