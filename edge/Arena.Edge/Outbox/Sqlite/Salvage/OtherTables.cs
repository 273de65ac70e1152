using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>Takes tables of other parts of the worker over into a new outbox, row by row, as far as they can be read.</summary>
internal static class OtherTables
{
    private static readonly string[] Own = ["outbox", "acknowledged", "batches", "series", "gap"];

    public static void Copy(SqliteConnection? from, SqliteConnection to)
    {
        var tables = SalvagedHead.AsFarAsReadable(
            from,
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            row => (Name: row.GetString(0), Sql: row.GetString(1)));
        foreach (var (name, sql) in tables.Where(table => !Own.Contains(table.Name, StringComparer.Ordinal)))
        {
            try
            {
                if (to.Number($"SELECT count(*) FROM pragma_table_info('{name}')") == 0) to.Run(sql);
            }
            catch (SqliteException error) when (OutboxFile.IsDamage(error))
            {
                // Its definition is damaged, so nothing of it can be read.
                continue;
            }

            foreach (var values in SalvagedHead.AsFarAsReadable(from, $"SELECT * FROM \"{name}\"", Values))
                Insert(to, name, values);
        }
    }

    private static object[] Values(SqliteDataReader row)
    {
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return values;
    }

    private static void Insert(SqliteConnection to, string table, object[] values)
    {
        using var command = to.CreateCommand();
        command.CommandText = $"INSERT OR IGNORE INTO \"{table}\" VALUES ({string.Join(", ", values.Select((_, i) => $"${i}"))})";
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
        command.ExecuteNonQuery();
    }
}
