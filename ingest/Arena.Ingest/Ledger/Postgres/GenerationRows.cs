using Arena.Wire;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Tables <c>ledger</c> (one row: the generation) and <c>generation</c> (every one there has been, when it was minted, and why).</summary>
internal static class GenerationRows
{
    /// <summary>Every generation, newest first; the first one is begun where there is none yet.</summary>
    public static async Task<List<MintedGeneration>> OpenAsync(NpgsqlConnection connection, UnixTime now, CancellationToken cancellationToken)
    {
        var known = await AllAsync(connection, cancellationToken);
        if (known.Count > 0)
            return known;
        var first = new MintedGeneration(Math.Max(1, now.Milliseconds), now, "first opened here");
        await using (var begin = Stored.Command(connection, "INSERT INTO ledger (generation) VALUES ($1)", Stored.Value(first.Generation)))
            await begin.ExecuteNonQueryAsync(cancellationToken);
        await RememberAsync(connection, first, cancellationToken);
        return [first];
    }

    public static async Task<List<MintedGeneration>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var all = Stored.Command(connection, "SELECT generation, minted_us, why FROM generation ORDER BY generation DESC");
        await using var rows = await all.ExecuteReaderAsync(cancellationToken);
        var minted = new List<MintedGeneration>();
        while (await rows.ReadAsync(cancellationToken))
            minted.Add(new MintedGeneration(rows.GetInt64(0), new UnixTime(rows.GetInt64(1)), rows.GetString(2)));
        return minted;
    }

    /// <summary>Begins a new generation in the running transaction, unless another instance did so since this one looked, high enough.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="known">What this instance took for the present one.</param>
    /// <param name="above">The new one is to be above this.</param>
    /// <param name="now">The time.</param>
    /// <param name="why">For people.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task MintAsync(NpgsqlConnection connection, long known, long above, UnixTime now, string why, CancellationToken cancellationToken)
    {
        await using var look = Stored.Command(connection, "SELECT generation FROM ledger FOR UPDATE");
        var present = (long)(await look.ExecuteScalarAsync(cancellationToken))!;
        if (present > known && present > above)
            return;
        var next = Math.Max(checked(Math.Max(present, above) + 1), now.Milliseconds);
        await using (var update = Stored.Command(connection, "UPDATE ledger SET generation = $1", Stored.Value(next)))
            await update.ExecuteNonQueryAsync(cancellationToken);
        await RememberAsync(connection, new MintedGeneration(next, now, why), cancellationToken);
    }

    private static async Task RememberAsync(NpgsqlConnection connection, MintedGeneration minted, CancellationToken cancellationToken)
    {
        await using var insert = Stored.Command(
            connection, "INSERT INTO generation (generation, minted_us, why) VALUES ($1, $2, $3)",
            Stored.Value(minted.Generation), Stored.Value(minted.Minted.Microseconds), Stored.Value(Stored.Text(minted.Why)));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
