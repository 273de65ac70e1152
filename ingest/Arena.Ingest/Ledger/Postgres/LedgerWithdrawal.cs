using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Takes back that batches are stored which an instance wrote to the database and that it no longer has.</summary>
internal static class LedgerWithdrawal
{
    /// <param name="connection">In a transaction.</param>
    /// <param name="instance">Whose writes.</param>
    /// <param name="mark">The first of them that is missing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The epochs as they stand now, and how many batches it were.</returns>
    public static async Task<(List<EpochRow> Rows, long Batches)> RunAsync(NpgsqlConnection connection, int instance, long mark, CancellationToken cancellationToken)
    {
        var epochs = await LockedAsync(connection, await BatchRows.DependingAsync(connection, instance, mark, cancellationToken), cancellationToken);
        var gone = await BatchRows.WithdrawAsync(connection, instance, mark, cancellationToken);
        var rows = new List<EpochRow>();
        foreach (var batches in gone.GroupBy(batch => batch.Epoch))
        {
            var row = epochs.Single(row => row.Entry.Id == batches.Key);
            var entry = row.Entry.Without([.. batches.Select(batch => batch.Sequence).Order()], batches.Sum(batch => batch.Quarantined));
            var came = await BatchRows.BetweenAsync(connection, entry.Id, 0, entry.Status.Terminal.Low, cancellationToken);
            rows.Add(row with { Entry = entry.IsBehind ? entry.Walked(came) : entry, Version = row.Version + 1 });
        }

        if (rows.Count > 0)
        {
            await using var update = new NpgsqlBatch(connection) { BatchCommands = { EpochRows.Update(rows) } };
            await update.ExecuteNonQueryAsync(cancellationToken);
        }

        return (rows, gone.Count);
    }

    private static async Task<List<EpochRow>> LockedAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlBatch(connection) { BatchCommands = { EpochRows.Lock(ids) } };
        var rows = new List<EpochRow>();
        await using (var answer = await ask.ExecuteReaderAsync(cancellationToken))
        {
            while (await answer.ReadAsync(cancellationToken))
                rows.Add(EpochRow.Read(answer));
        }

        return await EpochRows.WithGapsAsync(connection, rows, cancellationToken);
    }
}
