using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Writes what a commit staged, under the locks it was staged under.</summary>
/// <remarks>
/// <code>
/// 1 rows for new epochs ─ 2 batches, gaps, quarantine ─ 3 chains carried along where a hole closed ─ 4 epochs     (2 and 4 together where no hole closed)
/// </code>
/// </remarks>
internal static class LedgerFlush
{
    /// <returns>The epochs as they stand now.</returns>
    /// <exception cref="OvertakenException">Another instance began one of the epochs, or wrote one of the batches.</exception>
    public static async Task<List<EpochRow>> WriteAsync(NpgsqlConnection connection, LedgerStage stage, int instance, CancellationToken cancellationToken)
    {
        var entries = await BegunAsync(connection, stage, cancellationToken); // 1
        var ids = entries.ToDictionary(entry => (entry.Node, entry.Status.Epoch), entry => entry.Id);
        await using var rest = new NpgsqlBatch(connection);
        NpgsqlBatchCommand? batches = null;
        if (stage.Batches.Count > 0)
            rest.BatchCommands.Add(batches = BatchRows.Insert(stage.Batches, batch => ids[(batch.Node, batch.Epoch)], instance));
        foreach (var row in stage.Replayed)
            rest.BatchCommands.Add(BatchRows.Replayed(row, ids[(row.Id.Node, row.Id.Epoch)]));
        AddQuarantine(rest, stage);
        if (stage.Gaps.Count > 0)
            rest.BatchCommands.Add(GapRows.Insert(stage.Gaps));

        if (entries.Exists(entry => entry.IsBehind)) // 3
        {
            await RunAsync(rest, batches, stage, cancellationToken);
            rest.BatchCommands.Clear();
            batches = null;
            for (var place = 0; place < entries.Count; place++)
                entries[place] = await WalkedAsync(connection, entries[place], cancellationToken);
        }

        var rows = entries.ConvertAll(stage.RowOf);
        if (rows.Count > 0)
            rest.BatchCommands.Add(EpochRows.Update(rows)); // 4
        if (rest.BatchCommands.Count > 0)
            await RunAsync(rest, batches, stage, cancellationToken);
        return rows;
    }

    private static async Task RunAsync(NpgsqlBatch batch, NpgsqlBatchCommand? batches, LedgerStage stage, CancellationToken cancellationToken)
    {
        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (batches is not null && batches.RecordsAffected != stage.Batches.Count)
            throw new OvertakenException();
    }

    private static async Task<List<EpochEntry>> BegunAsync(NpgsqlConnection connection, LedgerStage stage, CancellationToken cancellationToken)
    {
        var entries = stage.Changed.ToList();
        var begun = entries.Where(entry => entry.Id < 0).Select(entry => (entry.Node, entry.Status.Epoch)).ToList();
        if (begun.Count == 0)
            return entries;
        var ids = await EpochRows.InsertAsync(connection, begun, cancellationToken);
        return ids.Count < begun.Count
            ? throw new OvertakenException()
            : entries.ConvertAll(entry => entry.Id < 0 ? entry with { Id = ids[(entry.Node, entry.Status.Epoch)] } : entry);
    }

    private static async Task<EpochEntry> WalkedAsync(NpgsqlConnection connection, EpochEntry entry, CancellationToken cancellationToken) => entry.IsBehind
        ? entry.Walked(await BatchRows.BetweenAsync(connection, entry.Id, entry.ChainAt, entry.Status.Terminal.Low, cancellationToken))
        : entry;

    private static void AddQuarantine(NpgsqlBatch batch, LedgerStage stage)
    {
        if (stage.Left.Count > 0)
        {
            batch.BatchCommands.Add(QuarantineRows.Delete(stage.Left));
            batch.BatchCommands.Add(QuarantineRows.CountReplayed(stage.Left));
        }

        foreach (var (id, reason, detail) in stage.Reasons)
            batch.BatchCommands.Add(QuarantineRows.SetReason(id, reason, detail));
        if (stage.Quarantined.Count > 0)
            batch.BatchCommands.Add(QuarantineRows.Insert(stage.Quarantined));
        if (stage.Resized.Count > 0)
            batch.BatchCommands.Add(QuarantineRows.Resize(stage.Resized));
    }
}
