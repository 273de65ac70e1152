using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Tables <c>quarantine</c>, <c>quarantine_left</c> (how many left it, by node and by the reason they had) and <c>quarantine_size</c> (how much each node has).</summary>
internal static class QuarantineRows
{
    private const string Columns = "SELECT id, received_us, node, topic, epoch, seq, name, reason, detail, payload FROM quarantine";

    // $1 node, $2 reason, $3 from, $4 to; $5 before, $6 after.
    private const string Where =
        "WHERE ($1::text IS NULL OR node = $1) AND ($2::text IS NULL OR reason = $2) AND ($3::bigint IS NULL OR received_us >= $3) AND ($4::bigint IS NULL OR received_us < $4)";

    private const string Page = Where + " AND ($5::bigint IS NULL OR id < $5) AND ($6::bigint IS NULL OR id > $6)";

    private static readonly Dictionary<string, Reason> Reasons = Enum.GetValues<Reason>().ToDictionary(reason => reason.Slug());

    /// <summary>How much each node has; the empty name for what came on no node's topic.</summary>
    public static NpgsqlBatchCommand Sizes() => Stored.Part("SELECT node, entries, bytes FROM quarantine_size");

    /// <summary>Those of some entries that are there, locked until the transaction ends.</summary>
    public static NpgsqlBatchCommand Lock(long[] ids) => Stored.Part("SELECT id FROM quarantine WHERE id = ANY ($1) ORDER BY id FOR UPDATE", Stored.Value(ids));

    /// <summary>Writes entries, in their order.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<QuarantinedItem> items)
    {
        return Stored.Part(
            "INSERT INTO quarantine (received_us, node, topic, epoch, seq, name, reason, detail, payload) "
            + "SELECT u.received, u.node, u.topic, u.epoch, u.seq, u.name, u.reason, u.detail, u.payload "
            + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS u (received, node, topic, epoch, seq, name, reason, detail, payload, place) ORDER BY u.place",
            Of(item => item.Received.Microseconds), Of(item => item.Node), Of(item => Stored.Text(item.Topic)), Of(item => item.Batch?.Epoch.ToString()), Of(item => item.Batch?.Sequence),
            Of(item => Stored.Text(item.Entry.Name)), Of(item => item.Entry.Reason.Slug()), Of(item => Stored.Text(item.Entry.Detail)), Of(item => item.Entry.Payload.ToArray()));

        NpgsqlParameter Of<T>(Func<QuarantinedItem, T> column) => Stored.Value(items.Select(column).ToArray());
    }

    /// <summary>Takes entries out, because what was in them is accepted now.</summary>
    public static NpgsqlBatchCommand Delete(IReadOnlyList<QuarantinedItem> items) =>
        Stored.Part("DELETE FROM quarantine WHERE id = ANY ($1)", Stored.Value(items.Select(item => item.Id).ToArray()));

    public static NpgsqlBatchCommand CountReplayed(IReadOnlyList<QuarantinedItem> items)
    {
        var left = items.GroupBy(item => (Node: item.Node ?? "", Reason: item.Entry.Reason.Slug())).OrderBy(group => group.Key.Node, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Reason, StringComparer.Ordinal).ToList();
        return Stored.Part(
            "INSERT INTO quarantine_left (node, reason, replayed, discarded) SELECT u.node, u.reason, u.count, 0 FROM unnest($1, $2, $3) AS u (node, reason, count) "
            + "ON CONFLICT (node, reason) DO UPDATE SET replayed = quarantine_left.replayed + excluded.replayed",
            Stored.Value(left.Select(group => group.Key.Node).ToArray()), Stored.Value(left.Select(group => group.Key.Reason).ToArray()),
            Stored.Value(left.Select(group => group.LongCount()).ToArray()));
    }

    public static NpgsqlBatchCommand SetReason(long id, Reason reason, string detail) => Stored.Part(
        "UPDATE quarantine SET reason = $2, detail = $3 WHERE id = $1", Stored.Value(id), Stored.Value(reason.Slug()), Stored.Value(Stored.Text(detail)));

    /// <summary>What nodes have more, or less; rows in the order of their names.</summary>
    public static NpgsqlBatchCommand Resize(IEnumerable<KeyValuePair<string, QuarantineSize>> changes)
    {
        var inOrder = changes.OrderBy(change => change.Key, StringComparer.Ordinal).ToList();
        return Stored.Part(
            "INSERT INTO quarantine_size (node, entries, bytes) SELECT u.node, u.entries, u.bytes FROM unnest($1, $2, $3) AS u (node, entries, bytes) "
            + "ON CONFLICT (node) DO UPDATE SET entries = quarantine_size.entries + excluded.entries, bytes = quarantine_size.bytes + excluded.bytes",
            Stored.Value(inOrder.Select(change => change.Key).ToArray()), Stored.Value(inOrder.Select(change => change.Value.Entries).ToArray()),
            Stored.Value(inOrder.Select(change => change.Value.Bytes).ToArray()));
    }

    /// <summary>Deletes and counts what a filter lets through.</summary>
    public static async Task<long> DiscardAsync(NpgsqlConnection connection, QuarantineFilter filter, CancellationToken cancellationToken)
    {
        await using var discard = Stored.Command(
            connection,
            $"WITH gone AS (DELETE FROM quarantine {Page} RETURNING coalesce(node, '') AS node, reason, length(payload) AS bytes), "
            + "counted AS (INSERT INTO quarantine_left (node, reason, replayed, discarded) SELECT node, reason, 0, count(*) FROM gone GROUP BY node, reason ORDER BY node, reason "
            + "ON CONFLICT (node, reason) DO UPDATE SET discarded = quarantine_left.discarded + excluded.discarded), "
            + "sized AS (INSERT INTO quarantine_size (node, entries, bytes) SELECT node, -count(*), -sum(bytes) FROM gone GROUP BY node ORDER BY node "
            + "ON CONFLICT (node) DO UPDATE SET entries = quarantine_size.entries + excluded.entries, bytes = quarantine_size.bytes + excluded.bytes) "
            + "SELECT count(*) FROM gone",
            PageParameters(filter));
        return (long)(await discard.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task<QuarantinePage> ReadAsync(NpgsqlConnection connection, QuarantineFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Stored.Part($"SELECT count(*) FROM quarantine {Where}", PageParameters(filter).AsSpan(0, 4)),
                Stored.Part($"{Columns} {Page} ORDER BY id {(filter.After is null ? "DESC" : "ASC")} LIMIT $7", [.. PageParameters(filter), Stored.Value(Math.Max(0, limit))]),
                Stored.Part(
                    "SELECT coalesce(sum(replayed), 0)::bigint, coalesce(sum(discarded), 0)::bigint FROM quarantine_left WHERE ($1::text IS NULL OR node = $1) AND ($2::text IS NULL OR reason = $2)",
                    PageParameters(filter).AsSpan(0, 2)),
            },
        };
        await using var rows = await ask.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var total = rows.GetInt64(0);
        var items = new List<QuarantinedItem>();
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            items.Add(Item(rows));
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return new QuarantinePage(total, items) { Replayed = rows.GetInt64(0), Discarded = rows.GetInt64(1) };
    }

    public static async Task<IReadOnlyDictionary<Reason, long>> ByReasonAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var count = Stored.Command(connection, "SELECT reason, count(*) FROM quarantine GROUP BY reason");
        await using var rows = await count.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<Reason, long>();
        while (await rows.ReadAsync(cancellationToken))
            counts[Reasons.GetValueOrDefault(rows.GetString(0))] = rows.GetInt64(1);
        return counts;
    }

    public static async Task<QuarantinedItem?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var find = Stored.Command(connection, $"{Columns} WHERE id = $1", Stored.Value(id));
        await using var row = await find.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Item(row) : null;
    }

    public static (long Samples, long Batches) Within(NpgsqlConnection connection, string node, UnixTime from, UnixTime to)
    {
        using var count = Stored.Command(
            connection, "SELECT count(name), count(*) - count(name) FROM quarantine WHERE node = $1 AND received_us >= $2 AND received_us < $3",
            Stored.Value(node), Stored.Value(from.Microseconds), Stored.Value(to.Microseconds));
        using var row = count.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private static NpgsqlParameter[] PageParameters(QuarantineFilter filter) =>
    [
        Stored.Value(filter.Node), Stored.Value(filter.Reason?.Slug()), Stored.Value(filter.From?.Microseconds), Stored.Value(filter.To?.Microseconds),
        Stored.Value(filter.Before), Stored.Value(filter.After),
    ];

    private static QuarantinedItem Item(NpgsqlDataReader row)
    {
        var node = Stored.TextOrNull(row, 2);
        var batch = node is not null && Stored.TextOrNull(row, 4) is { } epoch ? new BatchId(node, Stored.Epoch(epoch), row.GetInt64(5)) : (BatchId?)null;
        var entry = new QuarantineEntry(Stored.TextOrNull(row, 6), Reasons.GetValueOrDefault(row.GetString(7)), row.GetString(8), row.GetFieldValue<byte[]>(9));
        return new QuarantinedItem(row.GetInt64(0), new UnixTime(row.GetInt64(1)), node, row.GetString(3), batch, entry);
    }
}
