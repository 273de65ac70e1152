using System.Text;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Values as columns hold them.</summary>
internal static class Stored
{
    /// <exception cref="InvalidDataException">Someone changed the tables by hand.</exception>
    public static Wire.Epoch Epoch(string text) => Wire.Epoch.TryParse(text, out var epoch)
        ? epoch
        : throw new InvalidDataException($"epoch \"{text}\" in the shared ledger is not 32 hexadecimal digits: restore the database from a backup");

    public static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A statement with its parameters in order ($1, $2, …); null is a null of the parameter's type.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string statement, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(statement, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>The same as a part of a batch that goes to the server together.</summary>
    public static NpgsqlBatchCommand Part(string statement, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var part = new NpgsqlBatchCommand(statement);
        foreach (var parameter in parameters)
            part.Parameters.Add(parameter);
        return part;
    }

    /// <summary>Text that someone sent, as PostgreSQL can hold it: without NUL and halves of pairs.</summary>
    public static string? Text(string? text)
    {
        if (text is null || (!text.Contains('\0', StringComparison.Ordinal) && !text.Any(char.IsSurrogate)))
            return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD')));
    }

    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
