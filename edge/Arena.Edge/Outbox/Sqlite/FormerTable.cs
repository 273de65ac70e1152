using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Data.Sqlite;
using static Arena.Edge.Outbox.Sqlite.OutboxStatements;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// Epochs that ended here with a renewal, and the ledger to which that was declared last. The table goes along into each further renewal: what those
/// epochs held and ingest had confirmed lies only in the ledger, and a ledger can be lost.
/// </summary>
internal sealed class FormerTable(Func<string, int, SqliteCommand> make)
{
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS former (
            epoch TEXT PRIMARY KEY,
            last INTEGER NOT NULL,
            from_time INTEGER NOT NULL,
            to_time INTEGER NOT NULL,
            generation INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """;

    private readonly SqliteCommand _declare = make(
        """
        INSERT INTO former (epoch, last, from_time, to_time, generation) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (epoch) DO UPDATE SET last = max(last, $2), from_time = min(from_time, $3), to_time = max(to_time, $4), generation = $5
        """,
        5);

    private readonly SqliteCommand _all = make("SELECT epoch, last, from_time, to_time, generation FROM former", 0);

    /// <summary>A gap about an epoch that ended is sealed.</summary>
    public void Declare(Gap gap, long generation) => Run(
        _declare, gap.Batches!.Epoch.ToString(), gap.Batches.Last, gap.From.Microseconds, gap.To.Microseconds, generation);

    /// <summary>Every one.</summary>
    public IReadOnlyList<FormerEpoch> All()
    {
        var all = new List<FormerEpoch>();
        using var rows = _all.ExecuteReader();
        while (rows.Read())
        {
            // Salvaged rows may be damaged; one whose epoch is unreadable says nothing.
            if (!Epoch.TryParse(rows.GetString(0), out var epoch) || rows.GetInt64(1) < 1) continue;
            all.Add(new FormerEpoch(epoch, rows.GetInt64(1), new UnixTime(rows.GetInt64(2)), new UnixTime(rows.GetInt64(3)), rows.GetInt64(4)));
        }

        return all;
    }

    /// <summary>The epoch that ended just now began with its file.</summary>
    public static void Began(SqliteConnection connection, Epoch epoch, UnixTime began) => connection.Run(
        "UPDATE former SET from_time = min(from_time, $began) WHERE epoch = $epoch", ("$began", began.Microseconds), ("$epoch", epoch.ToString()));
}
