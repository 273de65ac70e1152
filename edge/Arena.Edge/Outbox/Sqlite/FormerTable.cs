using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Data.Sqlite;
using static Arena.Edge.Outbox.Sqlite.OutboxStatements;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// Epochs that ended here with a renewal, and where that was declared. The table goes along into each further renewal: what those epochs held and
/// ingest had confirmed lies only in the ledger, and a ledger can be lost.
/// </summary>
internal sealed class FormerTable(Func<string, int, SqliteCommand> make)
{
    // `declared_in` is a batch of the epoch of this file, null when it was one of an epoch that has ended since.
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS former (
            epoch TEXT PRIMARY KEY,
            last INTEGER NOT NULL,
            from_time INTEGER NOT NULL,
            to_time INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            declared_in INTEGER
        ) STRICT, WITHOUT ROWID
        """;

    private readonly SqliteCommand _declare = make(
        """
        INSERT INTO former (epoch, last, from_time, to_time, generation, declared_in) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (epoch) DO UPDATE SET last = max(last, $2), from_time = min(from_time, $3), to_time = max(to_time, $4), generation = $5, declared_in = $6
        """,
        6);

    private readonly SqliteCommand _all = make("SELECT epoch, last, from_time, to_time, generation, declared_in FROM former", 0);

    /// <summary>A gap about an epoch that ended is sealed in a batch.</summary>
    public void Declare(Gap gap, long generation, long inBatch) => Run(
        _declare, gap.Batches!.Epoch.ToString(), gap.Batches.Last, gap.From.Microseconds, gap.To.Microseconds, generation, inBatch);

    /// <summary>Every one.</summary>
    public IReadOnlyList<FormerEpoch> All()
    {
        var all = new List<FormerEpoch>();
        using var rows = _all.ExecuteReader();
        while (rows.Read())
        {
            // Salvaged rows may be damaged; one whose epoch is unreadable says nothing.
            if (!Epoch.TryParse(rows.GetString(0), out var epoch) || rows.GetInt64(1) < 1) continue;
            all.Add(new FormerEpoch(
                epoch, rows.GetInt64(1), new UnixTime(rows.GetInt64(2)), new UnixTime(rows.GetInt64(3)), rows.GetInt64(4), rows.IsDBNull(5) ? null : rows.GetInt64(5)));
        }

        return all;
    }

    /// <summary>In a file that has just been made in the place of another: the batches that declared earlier epochs are not in it, and the last one began with its file.</summary>
    public static void TakenOver(SqliteConnection connection, Epoch last, UnixTime began)
    {
        connection.Run("UPDATE former SET declared_in = NULL WHERE epoch <> $epoch", ("$epoch", last.ToString()));
        connection.Run("UPDATE former SET from_time = min(from_time, $began) WHERE epoch = $epoch", ("$began", began.Microseconds), ("$epoch", last.ToString()));
    }
}
