using Arena.Edge.Outbox.Room;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>The outbox's SQL, prepared once.</summary>
internal sealed class OutboxStatements : IDisposable
{
    private readonly List<SqliteCommand> _all = [];
    private readonly SqliteCommand _insertBatch;
    private readonly SqliteCommand _raiseHighest;
    private readonly SqliteCommand _deleteBatch;
    private readonly SqliteCommand _upsertSeries;
    private readonly SqliteCommand _saveLow;
    private readonly SqliteCommand _clearRanges;
    private readonly SqliteCommand _insertRange;
    private readonly SqliteCommand _askForRenewal;
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _sign;
    private readonly SqliteCommand _payload;
    private readonly SqliteCommand _kept;
    private readonly SqliteCommand _chainAt;
    private readonly SqliteCommand _size;
    private readonly SqliteCommand _pages;
    private readonly SqliteCommand _unusedPages;

    public OutboxStatements(SqliteConnection connection)
    {
        Gone = new GoneStatements(Make);
        Former = new FormerTable(Make);
        Thinned = new ThinnedTable(Make);
        _insertBatch = Make(
            "INSERT INTO batches (seq, payload, sha256, sealed_at, samples, chain, from_time, to_time) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", 8);
        _raiseHighest = Make("UPDATE outbox SET highest = $1, chain = $2, chain_at = $3 WHERE highest = $1 - 1", 3);
        _deleteBatch = Make("DELETE FROM batches WHERE seq = $1", 1);
        _upsertSeries = Make(
            """
            INSERT INTO series (series, newest, register, row_check) VALUES ($1, $2, $3, $4)
            ON CONFLICT (series) DO UPDATE SET newest = $2, register = $3, row_check = $4
            """,
            4);
        _saveLow = Make("UPDATE outbox SET generation = $1, low = $2, proven = $3, proven_generation = $1", 3);
        _clearRanges = Make("DELETE FROM acknowledged", 0);
        _insertRange = Make("INSERT INTO acknowledged (first, last) VALUES ($1, $2)", 2);
        _askForRenewal = Make("UPDATE outbox SET renew = $1", 1);
        _head = Make(HeadCheck.Texts, 0);
        _sign = Make("UPDATE outbox SET own_check = $1, all_check = $2", 2);
        _payload = Make("SELECT payload, sha256 FROM batches WHERE seq = $1", 1);
        _kept = Make("SELECT seq, sealed_at, length(payload) FROM batches WHERE seq > $1 ORDER BY seq LIMIT $2", 2);
        _chainAt = Make("SELECT chain FROM batches WHERE seq = $1 UNION ALL SELECT chain FROM gap WHERE last = $1", 1);
        _size = Make("SELECT length(payload), samples, coalesce(to_time, sealed_at) FROM batches WHERE seq = $1", 1);

        _pages = Make("PRAGMA page_count", 0);
        _unusedPages = Make("PRAGMA freelist_count", 0);

        SqliteCommand Make(string sql, int parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}", Value = DBNull.Value });
            command.Prepare();
            _all.Add(command);
            return command;
        }
    }

    /// <summary>Those of the runs that are no longer kept.</summary>
    public GoneStatements Gone { get; }

    /// <summary>Those of the epochs that ended.</summary>
    public FormerTable Former { get; }

    /// <summary>Those of the batches that stand for others.</summary>
    public ThinnedTable Thinned { get; }

    /// <summary>Runs all that follows in a transaction, or in none.</summary>
    public void Within(SqliteTransaction? transaction) => _all.ForEach(command => command.Transaction = transaction);

    /// <param name="added">What is sealed.</param>
    /// <param name="generation">Ledger generation heard of by now.</param>
    public void InsertBatch(NewBatch added, long generation)
    {
        var (batch, chain) = (added.Batch, Blob(added.Chain));
        Run(
            _insertBatch,
            batch.Sequence,
            batch.Payload.ToArray(),
            batch.Hash.ToArray(),
            added.SealedAt.Microseconds,
            added.Content.Samples.Count,
            chain,
            Number(added.From?.Microseconds),
            Number(added.To?.Microseconds));
        if (Run(_raiseHighest, batch.Sequence, chain, added.Chain is null ? DBNull.Value : batch.Sequence) != 1)
            throw new InvalidOperationException($"batch {batch.Sequence} does not follow the highest sealed one");
        foreach (var gap in added.Declares) Gone.Declare(gap, batch.Sequence);
        foreach (var gap in added.DeclaresFormer) Former.Declare(gap, generation);
        if (added.Content.Thinned is { } note) Thinned.Insert(batch.Sequence, note);
    }

    public void DeleteBatch(long sequence)
    {
        Run(_deleteBatch, sequence);
        Thinned.Delete(sequence);
    }

    public void UpsertSeries(SeriesState state) =>
        Run(
            _upsertSeries,
            state.Series.ToString(),
            state.Newest.Microseconds,
            state.Register is { } register ? register : DBNull.Value,
            SeriesCheck.Of(state.Series.ToString(), state.Newest.Microseconds, state.Register));

    public void SaveAcknowledged(AcknowledgedState state)
    {
        Run(_saveLow, state.Generation, state.Terminal.Low, state.Proven);
        Run(_clearRanges);
        foreach (var range in state.Terminal.Ranges.Take(Acknowledgement.MaxRanges)) Run(_insertRange, range.First, range.Last);
    }

    public void AskForRenewal(string why) => Run(_askForRenewal, why);

    /// <summary>Brings the hashes over the outbox's own row up to date: the last step of each transaction.</summary>
    public void Sign()
    {
        HeadHashes hashes;
        using (var rows = _head.ExecuteReader())
        {
            if (!rows.Read()) return;
            hashes = HeadCheck.Of(rows.GetString(0), rows.GetString(1));
        }

        Run(_sign, hashes.Own, hashes.All);
    }

    /// <summary>Bytes and hash as they are in the file, or null.</summary>
    public (byte[] Payload, byte[] Hash)? Payload(long sequence)
    {
        Bind(_payload, sequence);
        using var rows = _payload.ExecuteReader();
        return rows.Read() ? (rows.GetFieldValue<byte[]>(0), rows.GetFieldValue<byte[]>(1)) : null;
    }

    public IReadOnlyList<KeptBatch> Kept(long after, int limit)
    {
        Bind(_kept, after, limit);
        var kept = new List<KeptBatch>();
        using var rows = _kept.ExecuteReader();
        while (rows.Read()) kept.Add(new KeptBatch(rows.GetInt64(0), new UnixTime(rows.GetInt64(1)), rows.GetInt32(2)));
        return kept;
    }

    public BatchChain? ChainAt(long sequence)
    {
        Bind(_chainAt, sequence);
        return _chainAt.ExecuteScalar() is byte[] { Length: BatchChain.Bytes } bytes ? BatchChain.From(bytes) : null;
    }

    public BatchSize? Size(long sequence)
    {
        Bind(_size, sequence);
        using var rows = _size.ExecuteReader();
        return rows.Read() ? new BatchSize(rows.GetInt32(0), rows.GetInt32(1), new UnixTime(rows.GetInt64(2))) : null;
    }

    /// <summary>Pages of the file, the log's new ones counted.</summary>
    public long Pages() => (long)_pages.ExecuteScalar()!;

    /// <summary>Those of them that hold nothing.</summary>
    public long UnusedPages() => (long)_unusedPages.ExecuteScalar()!;

    public void Dispose() => _all.ForEach(command => command.Dispose());

    internal static object Blob(BatchChain? chain) => chain is { } value ? value.ToArray() : DBNull.Value;

    internal static object Number(long? value) => value is { } number ? number : DBNull.Value;

    internal static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        return command.ExecuteNonQuery();
    }

    internal static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }
}
