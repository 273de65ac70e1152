using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// Guards the newest time and the register of each series: a counter that went on from a register with a changed bit would be wrong for ever. A row
/// that disagrees with its hash, changed or written by an older worker, is made anew from the newest batch that has the series.
/// </summary>
internal static class SeriesCheck
{
    private const int Bytes = 8;

    public static byte[] Of(string series, long newest, double? register)
    {
        var bits = register is { } value ? BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture) : "";
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{series}|{newest}|{bits}")))[..Bytes];
    }

    /// <summary>Mends what disagrees; returns the names of series of which nothing is left. Runs within the caller's transaction.</summary>
    public static IReadOnlyList<string> Mend(SqliteConnection connection)
    {
        var doubtful = connection.Rows("SELECT series, newest, register, row_check FROM series WHERE row_check IS NOT NULL")
            .Where(row => !Of(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetDouble(2)).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(3)))
            .Select(row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
        if (doubtful.Count == 0) return [];

        foreach (var state in Newest(connection, doubtful))
        {
            Save(connection, state);
            doubtful.Remove(state.Series.ToString());
        }

        foreach (var lost in doubtful) connection.Run("DELETE FROM series WHERE series = $series", ("$series", lost));
        return [.. doubtful.Order(StringComparer.Ordinal)];
    }

    /// <summary>Writes a series with its hash.</summary>
    public static void Save(SqliteConnection connection, SeriesState state) => connection.Run(
        "INSERT OR REPLACE INTO series (series, newest, register, row_check) VALUES ($series, $newest, $register, $check)",
        ("$series", state.Series.ToString()),
        ("$newest", state.Newest.Microseconds),
        ("$register", state.Register is { } register ? register : DBNull.Value),
        ("$check", Of(state.Series.ToString(), state.Newest.Microseconds, state.Register)));

    /// <summary>The state of a series after a sample: counters are registers.</summary>
    public static SeriesState After(in Sample sample) =>
        new(sample.Series, sample.Time, sample.Series.Quantity.Kind == QuantityKind.Counter ? sample.Value : null);

    private static List<SeriesState> Newest(SqliteConnection connection, HashSet<string> wanted)
    {
        var found = new Dictionary<string, SeriesState>(StringComparer.Ordinal);
        var (reader, reading) = (new BatchReader(), new BatchReading());
        foreach (var row in connection.Rows("SELECT payload FROM batches ORDER BY seq DESC"))
        {
            reader.Read(row.GetFieldValue<byte[]>(0), reading);
            foreach (var sample in reading.Samples.Where(sample => wanted.Contains(sample.Series.ToString()) && !sample.Quality.HasFlag(Quality.Thinned)))
            {
                var name = sample.Series.ToString();
                if (!found.TryGetValue(name, out var state) || state.Newest < sample.Time) found[name] = After(sample);
            }

            if (found.Count == wanted.Count) break;
        }

        return [.. found.Values];
    }
}
