using Arena.Wire;
using Arena.Wire.Gaps;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Table <c>epoch</c>: one row each, locked in the order of their ids by whoever changes some.</summary>
internal static class EpochRows
{
    /// <summary>Rows of epochs, locked until the transaction ends. By id, so that two instances never each hold what the other waits for.</summary>
    public static NpgsqlBatchCommand Lock(long[] ids) =>
        Stored.Part($"SELECT {EpochRow.Columns} FROM epoch WHERE id = ANY ($1) ORDER BY id FOR UPDATE", Stored.Value(ids));

    /// <summary>Ids of epochs by their names.</summary>
    public static async Task<Dictionary<(string Node, Epoch Epoch), long>> IdsAsync(
        NpgsqlConnection connection, IReadOnlyList<(string Node, Epoch Epoch)> keys, CancellationToken cancellationToken)
    {
        await using var find = Stored.Command(
            connection, "SELECT e.id, e.node, e.epoch FROM unnest($1, $2) AS k (node, epoch) JOIN epoch e ON e.node = k.node AND e.epoch = k.epoch",
            Stored.Value(keys.Select(key => key.Node).ToArray()), Stored.Value(keys.Select(key => key.Epoch.ToString()).ToArray()));
        await using var rows = await find.ExecuteReaderAsync(cancellationToken);
        var ids = new Dictionary<(string, Epoch), long>();
        while (await rows.ReadAsync(cancellationToken))
            ids.Add((rows.GetString(1), Stored.Epoch(rows.GetString(2))), rows.GetInt64(0));
        return ids;
    }

    /// <summary>Makes rows for epochs nobody has heard of, in the order of their names; those another instance has just made are not among the answers.</summary>
    public static async Task<Dictionary<(string Node, Epoch Epoch), long>> InsertAsync(
        NpgsqlConnection connection, IReadOnlyList<(string Node, Epoch Epoch)> keys, CancellationToken cancellationToken)
    {
        await using var insert = Stored.Command(
            connection,
            "INSERT INTO epoch (node, epoch, low, ranges, declared, gaps, stored, quarantined, quarantined_samples, first_received_us, last_received_us, chain_at, version, changed) "
            + "SELECT k.node, k.epoch, 0, '', '', 0, 0, 0, 0, 0, 0, 0, 0, pg_current_xact_id() FROM unnest($1, $2) AS k (node, epoch) ORDER BY k.node, k.epoch "
            + "ON CONFLICT (node, epoch) DO NOTHING RETURNING id, node, epoch",
            Stored.Value(keys.Select(key => key.Node).ToArray()), Stored.Value(keys.Select(key => key.Epoch.ToString()).ToArray()));
        await using var rows = await insert.ExecuteReaderAsync(cancellationToken);
        var ids = new Dictionary<(string, Epoch), long>();
        while (await rows.ReadAsync(cancellationToken))
            ids.Add((rows.GetString(1), Stored.Epoch(rows.GetString(2))), rows.GetInt64(0));
        return ids;
    }

    /// <summary>Writes rows that are locked.</summary>
    public static NpgsqlBatchCommand Update(IReadOnlyList<EpochRow> rows)
    {
        var entries = rows.Select(row => row.Entry).ToArray();
        return Stored.Part(
            "UPDATE epoch e SET low = u.low, ranges = u.ranges, declared = u.declared, closed = u.closed, gaps = u.gaps, stored = u.stored, quarantined = u.quarantined, "
            + "quarantined_samples = u.quarantined_samples, first_received_us = u.first_received_us, last_received_us = u.last_received_us, newest_us = u.newest_us, "
            + "chain = u.chain, chain_at = u.chain_at, said = u.said, version = u.version, changed = pg_current_xact_id() "
            + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS u (id, low, ranges, declared, closed, gaps, stored, quarantined, "
            + "quarantined_samples, first_received_us, last_received_us, newest_us, chain, chain_at, said, version) WHERE e.id = u.id",
            Of(entry => entry.Id), Of(entry => entry.Status.Terminal.Low), Of(entry => SequenceText.Of(entry.Status.Terminal.Ranges)),
            Of(entry => SequenceText.Of(entry.Declared.Runs)), Of(entry => entry.Status.Closed?.Slug()), Of(entry => entry.Gaps.Length),
            Of(entry => entry.Status.Stored), Of(entry => entry.Status.Quarantined), Of(entry => entry.Status.QuarantinedSamples),
            Of(entry => entry.Status.FirstReceived.Microseconds), Of(entry => entry.Status.LastReceived.Microseconds),
            Stored.Value(rows.Select(row => row.Newest?.Microseconds).ToArray()),
            Of(entry => entry.Status.Chain?.ToArray()), Of(entry => entry.ChainAt), Of(entry => entry.Status.Said),
            Stored.Value(rows.Select(row => row.Version).ToArray()));

        NpgsqlParameter Of<T>(Func<EpochEntry, T> column) => Stored.Value(Array.ConvertAll(entries, entry => column(entry)));
    }

    /// <summary>Rows changed by transactions from one on, or all; with their gaps.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="since">The earliest transaction that was under way when it was last asked; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The rows, and what to ask with the next time.</returns>
    public static async Task<(List<EpochRow> Rows, string Next)> ChangedAsync(NpgsqlConnection connection, string? since, CancellationToken cancellationToken)
    {
        var rows = new List<EpochRow>();
        string next;
        await using (var ask = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Stored.Part("SELECT pg_snapshot_xmin(pg_current_snapshot())::text"),
                since is null
                    ? Stored.Part($"SELECT {EpochRow.Columns} FROM epoch")
                    : Stored.Part($"SELECT {EpochRow.Columns} FROM epoch WHERE changed >= $1::text::xid8", Stored.Value(since)),
            },
        })
        await using (var answer = await ask.ExecuteReaderAsync(cancellationToken))
        {
            await answer.ReadAsync(cancellationToken);
            next = answer.GetString(0);
            await answer.NextResultAsync(cancellationToken);
            while (await answer.ReadAsync(cancellationToken))
                rows.Add(EpochRow.Read(answer));
        }

        return (await WithGapsAsync(connection, rows, cancellationToken), next);
    }

    /// <summary>The rows with what was declared of them, where something was.</summary>
    public static async Task<List<EpochRow>> WithGapsAsync(NpgsqlConnection connection, List<EpochRow> rows, CancellationToken cancellationToken)
    {
        var declared = rows.Where(row => row.HasGaps).ToArray();
        if (declared.Length == 0)
            return rows;
        await using var ask = new NpgsqlBatch(connection) { BatchCommands = { GapRows.OfBatches([.. declared.Select(row => row.Key)]) } };
        await using var answer = await ask.ExecuteReaderAsync(cancellationToken);
        var gaps = new List<DeclaredGap>();
        while (await answer.ReadAsync(cancellationToken))
            gaps.Add(GapRows.Read(answer));
        var byEpoch = gaps.ToLookup(gap => (gap.By.Node, gap.Gap.Batches!.Epoch), gap => gap.Gap.Batches!);
        return [.. rows.Select(row => row.HasGaps ? row.With(byEpoch[row.Key]) : row)];
    }
}
