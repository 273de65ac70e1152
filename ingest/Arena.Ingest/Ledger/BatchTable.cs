using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Every batch that came, with the first 16 bytes of its SHA-256, what was in it, and up to which write the database must be whole for it to be stored
/// there (<c>mark</c>): those that came whole and one after the other in runs (<see cref="BatchRunTable"/>), all others as rows of table <c>batch</c>. Rows of an older
/// Arena have the hash alone.
/// </summary>
internal sealed class BatchTable : IDisposable
{
    /// <summary>Bytes kept of a batch's hash: two different payloads share them by chance once in 2^128.</summary>
    public const int HashBytes = 16;

    // Fewer are rows of their own: a run costs an index and its header.
    private const int LeastRun = 4;

    private const string Depends = "mark >= ?1 AND samples > 0";

    private readonly SqliteConnection _writer;
    private readonly Statement _insert;
    private readonly Statement _above;
    private readonly Statement _replayed;
    private readonly BatchRunTable _runs;

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
        _runs = new BatchRunTable(writer);
        _above = new Statement(writer, "SELECT seq, hash FROM batch WHERE epoch = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq", 3);
    }

    /// <summary>Batches of one epoch that came in one commit.</summary>
    /// <param name="epoch">Row of the epoch.</param>
    /// <param name="batches">In the order they came.</param>
    public void Insert(long epoch, ReadOnlySpan<StagedBatch> batches)
    {
        while (!batches.IsEmpty)
        {
            var length = RunOf(batches);
            if (length >= LeastRun)
            {
                _runs.Insert(epoch, batches[..length]);
            }
            else
            {
                length = Math.Max(1, length);
                foreach (ref readonly var batch in batches[..length])
                    Insert(epoch, batch);
            }

            batches = batches[length..];
        }
    }

    /// <summary>Something of a batch left the quarantine.</summary>
    /// <param name="epoch">Row of its epoch.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="again">What judging it again gave.</param>
    /// <param name="quarantined">How many more samples are quarantined by themselves, or fewer.</param>
    /// <param name="lost">Samples of it that only the store refused.</param>
    public void Replayed(long epoch, long sequence, Admission again, int quarantined, int lost)
    {
        var span = StagedBatch.SpanOf(again);
        _replayed.Bind(1, epoch).Bind(2, sequence).Bind(3, again.Samples.Count - lost).Bind(4, quarantined).Bind(5, span?.First).Bind(6, span?.Last).Run();
    }

    /// <summary>Numbers and hashes of an epoch's batches above one number and up to another, in order. One such reading at a time.</summary>
    public IEnumerable<(long Sequence, byte[] Hash)> Between(long epoch, long above, long upTo)
    {
        using var runs = InRuns(epoch, above + 1, upTo).GetEnumerator();
        var more = runs.MoveNext();
        using var rows = _above.Bind(1, epoch).Bind(2, above).Bind(3, upTo).Rows();
        while (rows.Read())
        {
            for (; more && runs.Current.Sequence < rows.GetInt64(0); more = runs.MoveNext())
                yield return runs.Current;
            yield return (rows.GetInt64(0), (byte[])rows[1]);
        }

        for (; more; more = runs.MoveNext())
            yield return runs.Current;
    }

    /// <summary>Batches with samples in the database that hang on a write or on a later one, those of an epoch in order.</summary>
    public List<(long Epoch, long Sequence, long Quarantined)> Depending(long mark)
    {
        using var find = new Statement(_writer, $"SELECT epoch, seq, quarantined FROM batch WHERE {Depends}", 1);
        using var rows = find.Bind(1, mark).Rows();
        var found = new List<(long Epoch, long Sequence, long Quarantined)>();
        while (rows.Read())
            found.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2)));
        foreach (var (epoch, first, last) in _runs.Depending(mark))
        {
            for (var sequence = first; sequence <= last; sequence++)
                found.Add((epoch, sequence, 0));
        }

        found.Sort();
        return found;
    }

    /// <summary>Deletes them.</summary>
    public void Remove(long mark)
    {
        using var delete = new Statement(_writer, $"DELETE FROM batch WHERE {Depends}", 1);
        delete.Bind(1, mark).Run();
        _runs.Remove(mark);
    }

    /// <summary>What of an epoch came with samples in a span; null for nothing.</summary>
    public static EpochTally? Tally(SqliteConnection reader, EpochEntry epoch, UnixTime from, UnixTime to)
    {
        using var sum = new Statement(
            reader,
            "SELECT count(*), sum(samples), sum(quarantined), min(seq), max(seq) FROM batch WHERE epoch = ?1 AND first_us < ?3 AND last_us >= ?2",
            3);
        using var row = sum.Bind(1, epoch.Id).Bind(2, from.Microseconds).Bind(3, to.Microseconds).Rows();
        row.Read();
        var tally = row.GetInt64(0) > 0
            ? new EpochTally(epoch.Status.Epoch, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))
            : null;
        foreach (var run in BatchRunTable.Within(reader, epoch.Id, from, to))
        {
            var (batches, samples, first, last) = run.Within(from, to);
            if (batches == 0)
                continue;
            tally = tally is null
                ? new EpochTally(epoch.Status.Epoch, batches, samples, 0, first, last)
                : tally with
                {
                    Batches = tally.Batches + batches,
                    Samples = tally.Samples + samples,
                    First = Math.Min(tally.First, first),
                    Last = Math.Max(tally.Last, last),
                };
        }

        return tally;
    }

    /// <summary>Newest sample of the nearest batch with samples below one number, earliest of the nearest above another.</summary>
    public static (UnixTime? Before, UnixTime? After) Around(SqliteConnection reader, long epoch, long first, long last)
    {
        using var before = new Statement(reader, "SELECT seq, last_us FROM batch WHERE epoch = ?1 AND seq < ?2 AND last_us IS NOT NULL ORDER BY seq DESC LIMIT 1", 2);
        using var after = new Statement(reader, "SELECT seq, first_us FROM batch WHERE epoch = ?1 AND seq > ?2 AND first_us IS NOT NULL ORDER BY seq LIMIT 1", 2);
        var (below, above) = (Nearest(before.Bind(1, epoch).Bind(2, first)), Nearest(after.Bind(1, epoch).Bind(2, last)));
        if (BatchRunTable.Upto(reader, epoch, first - 1) is { } lower && Math.Min(lower.Last, first - 1) is var low && (below is null || low > below.Value.Sequence))
            below = (low, lower.LastOf(low));
        if (BatchRunTable.Above(reader, epoch, last) is { } upper && Math.Max(upper.First, last + 1) is var high && (above is null || high < above.Value.Sequence))
            above = (high, upper.FirstOf(high));
        return (below?.Time, above?.Time);

        static (long Sequence, UnixTime Time)? Nearest(Statement statement)
        {
            using var row = statement.Rows();
            return row.Read() ? (row.GetInt64(0), new UnixTime(row.GetInt64(1))) : null;
        }
    }

    /// <summary>Whether a batch that came had this hash. A run that was read stays in <paramref name="runs"/>.</summary>
    public static bool HasHash(SqliteConnection reader, long epoch, long sequence, ReadOnlySpan<byte> hash, RunCache runs)
    {
        using var find = new Statement(reader, "SELECT hash FROM batch WHERE epoch = ?1 AND seq = ?2", 2);
        if (find.Bind(1, epoch).Bind(2, sequence).Scalar() is byte[] known)
            return Short(hash).SequenceEqual(known);
        if (BatchRunTable.Find(reader, epoch, sequence) is not { } run)
            return false;
        runs.Add(epoch, run);
        return run.HashOf(sequence).SequenceEqual(Short(hash));
    }

    public void Dispose()
    {
        _insert.Dispose();
        _above.Dispose();
        _replayed.Dispose();
        _runs.Dispose();
    }

    public static ReadOnlySpan<byte> Short(ReadOnlySpan<byte> hash) => hash[..Math.Min(hash.Length, HashBytes)];

    // How many of the first batches one run can hold.
    private static int RunOf(ReadOnlySpan<StagedBatch> batches)
    {
        var length = 0;
        while (length < Math.Min(batches.Length, BatchRun.MostBatches) && batches[length].IsWhole && batches[length].Sequence == batches[0].Sequence + length)
            length++;
        return length;
    }

    private void Insert(long epoch, in StagedBatch staged)
    {
        var (batch, span) = (staged.Batch, staged.Span());
        _insert.Bind(1, epoch).Bind(2, staged.Sequence).Bind(3, Short(batch.Hash.Span).ToArray()).Bind(4, batch.Refused ? 1 : 0)
            .Bind(5, batch.Samples.Count - staged.Lost).Bind(6, staged.Quarantined).Bind(7, span?.First).Bind(8, span?.Last).Bind(9, staged.Mark).Run();
    }

    private IEnumerable<(long Sequence, byte[] Hash)> InRuns(long epoch, long from, long to)
    {
        foreach (var run in _runs.Between(epoch, from, to))
        {
            for (var sequence = Math.Max(from, run.First); sequence <= Math.Min(to, run.Last); sequence++)
                yield return (sequence, run.HashOf(sequence).ToArray());
        }
    }
}
