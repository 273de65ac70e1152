using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>A prepared statement whose parameters are numbered <c>?1</c>, <c>?2</c> and so on.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"?{number}" });
    }

    /// <summary>Binds a value; null is SQL's NULL.</summary>
    public Statement Bind(int number, object? value)
    {
        _command.Parameters[number - 1].Value = value ?? DBNull.Value;
        return this;
    }

    /// <summary>Runs it; returns the rows it changed.</summary>
    public int Run() => _command.ExecuteNonQuery();

    /// <summary>Runs it and returns the first column of the first row, or null.</summary>
    public object? Scalar() => _command.ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>Runs it; the caller disposes the rows.</summary>
    public SqliteDataReader Rows() => _command.ExecuteReader();

    public void Dispose() => _command.Dispose();

    /// <summary>Runs SQL without parameters once.</summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql, 0);
        statement.Run();
    }
}
