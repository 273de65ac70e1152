using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>What the tables hold of what a commit concerns, read in one round trip under the locks of its epochs.</summary>
internal sealed class LedgerLook
{
    private readonly Dictionary<BatchId, byte[]> _hashes = [];

    /// <summary>Epochs the commit concerns that have a row.</summary>
    public Dictionary<(string Node, Epoch Epoch), EpochRow> Epochs { get; } = [];

    /// <summary>Those entries of the quarantine the commit judges again that are there.</summary>
    public HashSet<long> Quarantined { get; } = [];

    /// <summary>How much each node has in quarantine.</summary>
    public Dictionary<string, QuarantineSize> Sizes { get; } = new(StringComparer.Ordinal);

    public byte[]? HashOf(BatchId id) => _hashes.GetValueOrDefault(id);

    /// <summary>Locks and reads.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="commit">What is committed.</param>
    /// <param name="idOf">Rows of epochs, as memory knows them: a row never goes. Null where it knows none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<LedgerLook> TakeAsync(
        NpgsqlConnection connection, IReadOnlyList<Admission> commit, Func<(string Node, Epoch Epoch), long?> idOf, CancellationToken cancellationToken)
    {
        var ids = await IdsAsync(connection, commit.SelectMany(Concerned), idOf, cancellationToken);
        var asked = commit.Where(admission => admission is { Replays: null, Id: { } id } && ids.ContainsKey((id.Node, id.Epoch))).Select(admission => admission.Id!.Value).Distinct().ToArray();
        var replayed = commit.Where(admission => admission.Replays is not null).Select(admission => admission.Replays!.Id).ToArray();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                EpochRows.Lock([.. ids.Values]),
                BatchRows.Known(Array.ConvertAll(asked, id => ids[(id.Node, id.Epoch)]), Array.ConvertAll(asked, id => id.Sequence)),
                QuarantineRows.Sizes(),
            },
        };
        if (replayed.Length > 0)
            batch.BatchCommands.Add(QuarantineRows.Lock(replayed));

        var look = new LedgerLook();
        var epochs = new List<EpochRow>();
        await using (var rows = await batch.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                epochs.Add(EpochRow.Read(rows));
            await rows.NextResultAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                look._hashes.Add(asked[rows.GetInt64(0) - 1], rows.GetFieldValue<byte[]>(1));
            await rows.NextResultAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                look.Sizes.Add(rows.GetString(0), new QuarantineSize(rows.GetInt64(1), rows.GetInt64(2)));
            while (replayed.Length > 0 && await rows.NextResultAsync(cancellationToken))
            {
                while (await rows.ReadAsync(cancellationToken))
                    look.Quarantined.Add(rows.GetInt64(0));
            }
        }

        foreach (var row in await EpochRows.WithGapsAsync(connection, epochs, cancellationToken))
            look.Epochs.Add(row.Key, row);
        return look;
    }

    /// <summary>Rows of epochs; without those that nobody has begun.</summary>
    public static async Task<Dictionary<(string Node, Epoch Epoch), long>> IdsAsync(
        NpgsqlConnection connection, IEnumerable<(string Node, Epoch Epoch)> keys, Func<(string Node, Epoch Epoch), long?> idOf, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<(string Node, Epoch Epoch), long>();
        var unknown = new List<(string Node, Epoch Epoch)>();
        foreach (var key in keys.Distinct())
        {
            if (idOf(key) is { } id)
                ids.Add(key, id);
            else
                unknown.Add(key);
        }

        // Another instance may have begun it.
        if (unknown.Count > 0)
        {
            foreach (var (key, id) in await EpochRows.IdsAsync(connection, unknown, cancellationToken))
                ids.Add(key, id);
        }

        return ids;
    }

    private static IEnumerable<(string Node, Epoch Epoch)> Concerned(Admission admission)
    {
        if ((admission.Replays is { } item ? item.Batch : admission.Id) is not { } id)
            yield break;
        yield return (id.Node, id.Epoch);
        foreach (var gap in admission.Gaps)
        {
            if (gap.Batches is { } batches)
                yield return (id.Node, batches.Epoch);
        }
    }
}
