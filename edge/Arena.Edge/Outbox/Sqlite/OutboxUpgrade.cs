using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// Brings a file up to date that an older worker made, or went on in after a rollback: tables and columns, the chain over what it sealed, and what
/// it deleted. Changes no batch.
/// </summary>
internal static class OutboxUpgrade
{
    /// <summary>Runs within the caller's transaction on a file that has been inspected; returns what had to be mended, for the log.</summary>
    public static IReadOnlyList<string> Apply(SqliteConnection connection)
    {
        var mended = new List<string>();
        if (!HeadCheck.Verify(connection).All)
        {
            // A bit has changed, or an older worker has merged acknowledgements. Believing less costs sending again.
            connection.Run("UPDATE outbox SET generation = coalesce(proven_generation, 0), low = coalesce(proven, 0); DELETE FROM acknowledged");
            mended.Add("what was confirmed and not proven is not what this worker wrote: it is sent again");
        }

        RememberDeleted(connection);
        ContinueChain(connection);
        mended.AddRange(SeriesCheck.Mend(connection).Select(series => $"newest time and register of {series} are damaged and in no batch: it begins anew"));
        HeadCheck.Sign(connection);
        return mended;
    }

    // Numbers that are not kept and of which nothing is remembered. No sample times are left, so the time of sealing around them must do.
    private static void RememberDeleted(SqliteConnection connection) => connection.Run(
        """
        WITH present (first, last) AS (
            SELECT seq, seq FROM batches UNION ALL SELECT first, last FROM gap UNION ALL SELECT highest + 1, highest + 1 FROM outbox),
        edges (before, first) AS (SELECT coalesce(max(last) OVER (ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), first FROM present)
        INSERT INTO gap (first, last, from_time, to_time)
        SELECT before + 1, edges.first - 1,
            coalesce((SELECT max(sealed_at) FROM batches WHERE seq <= before), created),
            max(created, coalesce((SELECT min(sealed_at) FROM batches WHERE seq >= edges.first), created),
                coalesce((SELECT max(sealed_at) FROM batches WHERE seq <= before), created))
        FROM edges, outbox WHERE edges.first > before + 1
        """);

    private static void ContinueChain(SqliteConnection connection)
    {
        if (connection.Number("SELECT count(*) FROM outbox WHERE chain IS NOT NULL AND chain_at < highest") == 0) return;
        var chain = BatchChain.From(connection.Blob("SELECT chain FROM outbox"));
        var (next, highest) = (connection.Number("SELECT chain_at + 1 FROM outbox"), connection.Number("SELECT highest FROM outbox"));
        var links = connection.Rows("SELECT seq, sha256 FROM batches WHERE seq > (SELECT chain_at FROM outbox) ORDER BY seq")
            .Select(row => (Sequence: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1))).ToList();
        foreach (var (sequence, hash) in links)
        {
            if (sequence != next) break;
            chain = chain.Next(hash);
            connection.Run("UPDATE batches SET chain = $chain WHERE seq = $seq", ("$chain", chain.ToArray()), ("$seq", sequence));
            next++;
        }

        // The older worker has deleted what the chain would have to go through: from here on the epoch is one without.
        if (next <= highest) connection.Run("UPDATE outbox SET chain = NULL, chain_at = NULL");
        else connection.Run("UPDATE outbox SET chain = $chain, chain_at = highest", ("$chain", chain.ToArray()));
    }
}
