using Arena.Ingest.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>Gives tables of an older Arena the columns that were added since. They are nullable, so that an older one can go on with the file.</summary>
internal static class Columns
{
    public static void Add(SqliteConnection writer, string table, params ReadOnlySpan<string> columns)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using (var read = new Statement(writer, $"SELECT name FROM pragma_table_info('{table}')", 0))
        using (var rows = read.Rows())
        {
            while (rows.Read())
                known.Add(rows.GetString(0));
        }

        foreach (var column in columns)
        {
            if (!known.Contains(column.Split(' ')[0]))
                Statement.Run(writer, $"ALTER TABLE {table} ADD COLUMN {column}");
        }
    }
}
