using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>Takes tables of other parts of the worker over into a new outbox, row by row, as far as they can be read.</summary>
internal static class OtherTables
{
    // The outbox's own, and what is noted beside batches by their numbers, which end with the epoch.
    private static readonly string[] NotTakenOver = ["outbox", "acknowledged", "batches", "series", "gap", "thinned"];

    public static void Copy(SqliteConnection? from, SqliteConnection to)
    {
        var tables = SalvagedHead.AsFarAsReadable(
            from,
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            row => (Name: row.GetString(0), Sql: row.GetString(1)));
        foreach (var (name, sql) in tables.Where(table => !NotTakenOver.Contains(table.Name, StringComparer.Ordinal)))
        {
            if (!TryMake(to, name, sql)) continue;
            foreach (var values in SalvagedHead.AsFarAsReadable(from, $"SELECT * FROM \"{name}\"", Values)) TryInsert(to, name, values);
        }
    }

    private static bool TryMake(SqliteConnection to, string name, string sql)
    {
        if (to.Rows("SELECT name FROM sqlite_schema").Any(row => row.GetString(0) == name)) return true;
        try
        {
            to.Run(sql);
            return true;
        }
        catch (SqliteException error) when (OutboxFile.IsDamage(error))
        {
            // Its definition is damaged, so nothing of it can be read.
            return false;
        }
    }

    private static object[] Values(SqliteDataReader row)
    {
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return values;
    }

    // A row that the table does not take is damaged.
    private static void TryInsert(SqliteConnection to, string table, object[] values)
    {
        using var command = to.CreateCommand();
        command.CommandText = $"INSERT OR IGNORE INTO \"{table}\" VALUES ({string.Join(", ", values.Select((_, i) => $"${i}"))})";
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException error) when (OutboxFile.IsDamage(error))
        {
            // The others are taken over.
        }
    }
}
