using Arena.Wire;
using Arena.Wire.Batches;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Table <c>batch</c>: every batch that came. Written under the lock of its epoch's row.</summary>
internal static class BatchRows
{
    private const string Depends = "instance = $1 AND mark >= $2 AND samples > 0";

    /// <summary>Hashes of those of some batches that came, with their place among the asked.</summary>
    public static NpgsqlBatchCommand Known(long[] epochs, long[] sequences) => Stored.Part(
        "SELECT k.place, b.hash FROM unnest($1, $2) WITH ORDINALITY AS k (epoch, seq, place) JOIN batch b ON b.epoch = k.epoch AND b.seq = k.seq",
        Stored.Value(epochs), Stored.Value(sequences));

    /// <summary>Writes batches; affects as many rows as there are, unless one is there already.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<BatchRow> batches, Func<BatchId, long> epoch, int instance) => Stored.Part(
        "INSERT INTO batch (epoch, seq, hash, refused, samples, quarantined, first_us, last_us, instance, mark) "
        + "SELECT u.epoch, u.seq, u.hash, u.refused, u.samples, u.quarantined, u.first_us, u.last_us, $9, u.mark "
        + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $10) AS u (epoch, seq, hash, refused, samples, quarantined, first_us, last_us, mark) ON CONFLICT (epoch, seq) DO NOTHING",
        Stored.Value(batches.Select(batch => epoch(batch.Id)).ToArray()), Stored.Value(batches.Select(batch => batch.Id.Sequence).ToArray()),
        Stored.Value(batches.Select(batch => batch.Hash).ToArray()), Stored.Value(batches.Select(batch => batch.Refused).ToArray()),
        Stored.Value(batches.Select(batch => batch.Samples).ToArray()), Stored.Value(batches.Select(batch => batch.Quarantined).ToArray()),
        Stored.Value(batches.Select(batch => batch.First).ToArray()), Stored.Value(batches.Select(batch => batch.Last).ToArray()),
        Stored.Value(instance), Stored.Value(batches.Select(batch => batch.Mark).ToArray()));

    /// <summary>Something of batches left the quarantine.</summary>
    public static NpgsqlBatchCommand Replayed(ReplayedRow row, long epoch) => Stored.Part(
        "UPDATE batch SET refused = false, samples = samples + $3, quarantined = greatest(0, quarantined + $4), first_us = least(first_us, $5), last_us = greatest(last_us, $6) "
        + "WHERE epoch = $1 AND seq = $2",
        Stored.Value(epoch), Stored.Value(row.Id.Sequence), Stored.Value(row.Samples), Stored.Value(row.Quarantined), Stored.Value(row.First), Stored.Value(row.Last));

    /// <summary>Numbers and hashes of an epoch's batches above one number and up to another, in order.</summary>
    public static async Task<List<(long Sequence, byte[] Hash)>> BetweenAsync(NpgsqlConnection connection, long epoch, long above, long upTo, CancellationToken cancellationToken)
    {
        await using var some = Stored.Command(
            connection, "SELECT seq, hash FROM batch WHERE epoch = $1 AND seq > $2 AND seq <= $3 ORDER BY seq", Stored.Value(epoch), Stored.Value(above), Stored.Value(upTo));
        await using var rows = await some.ExecuteReaderAsync(cancellationToken);
        var found = new List<(long, byte[])>();
        while (await rows.ReadAsync(cancellationToken))
            found.Add((rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)));
        return found;
    }

    /// <summary>Epochs of batches with samples in the database that hang on a write of an instance or on a later one of it.</summary>
    public static async Task<long[]> DependingAsync(NpgsqlConnection connection, int instance, long mark, CancellationToken cancellationToken)
    {
        await using var find = Stored.Command(connection, $"SELECT DISTINCT epoch FROM batch WHERE {Depends}", Stored.Value(instance), Stored.Value(mark));
        await using var rows = await find.ExecuteReaderAsync(cancellationToken);
        var epochs = new List<long>();
        while (await rows.ReadAsync(cancellationToken))
            epochs.Add(rows.GetInt64(0));
        return [.. epochs];
    }

    /// <summary>Takes away, and tells, batches with samples in the database that hang on a write of an instance or on a later one of it.</summary>
    public static async Task<List<(long Epoch, long Sequence, long Quarantined)>> WithdrawAsync(NpgsqlConnection connection, int instance, long mark, CancellationToken cancellationToken)
    {
        await using var delete = Stored.Command(connection, $"DELETE FROM batch WHERE {Depends} RETURNING epoch, seq, quarantined", Stored.Value(instance), Stored.Value(mark));
        await using var rows = await delete.ExecuteReaderAsync(cancellationToken);
        var gone = new List<(long, long, long)>();
        while (await rows.ReadAsync(cancellationToken))
            gone.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetInt32(2)));
        return gone;
    }

    /// <summary>What came of epochs with samples in a span.</summary>
    public static List<EpochTally> Tally(NpgsqlConnection connection, IReadOnlyDictionary<long, Epoch> epochs, UnixTime from, UnixTime to)
    {
        using var sum = Stored.Command(
            connection,
            "SELECT epoch, count(*), sum(samples), sum(quarantined), min(seq), max(seq) FROM batch WHERE epoch = ANY ($1) AND first_us < $3 AND last_us >= $2 GROUP BY epoch",
            Stored.Value(epochs.Keys.ToArray()), Stored.Value(from.Microseconds), Stored.Value(to.Microseconds));
        using var rows = sum.ExecuteReader();
        var tallies = new Dictionary<long, EpochTally>();
        while (rows.Read())
        {
            var id = rows.GetInt64(0);
            tallies.Add(id, new EpochTally(epochs[id], rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5)));
        }

        return [.. epochs.Keys.Where(tallies.ContainsKey).Select(id => tallies[id])];
    }

    /// <summary>Newest sample of the nearest batch with samples below one number, earliest of the nearest above another.</summary>
    public static (UnixTime? Before, UnixTime? After) Around(NpgsqlConnection connection, long epoch, long first, long last)
    {
        using var both = Stored.Command(
            connection,
            "SELECT (SELECT last_us FROM batch WHERE epoch = $1 AND seq < $2 AND last_us IS NOT NULL ORDER BY seq DESC LIMIT 1), "
            + "(SELECT first_us FROM batch WHERE epoch = $1 AND seq > $3 AND first_us IS NOT NULL ORDER BY seq LIMIT 1)",
            Stored.Value(epoch), Stored.Value(first), Stored.Value(last));
        using var row = both.ExecuteReader();
        row.Read();
        return (Time(0), Time(1));

        UnixTime? Time(int column) => Stored.NumberOrNull(row, column) is { } known ? new UnixTime(known) : null;
    }

    /// <summary>The hash of one batch that came, or null.</summary>
    public static byte[]? HashOf(NpgsqlConnection connection, BatchId id)
    {
        using var find = Stored.Command(
            connection, "SELECT b.hash FROM epoch e JOIN batch b ON b.epoch = e.id WHERE e.node = $1 AND e.epoch = $2 AND b.seq = $3",
            Stored.Value(id.Node), Stored.Value(id.Epoch.ToString()), Stored.Value(id.Sequence));
        return find.ExecuteScalar() as byte[];
    }
}
