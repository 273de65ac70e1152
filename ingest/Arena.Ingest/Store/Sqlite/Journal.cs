using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>A sample in the journal: 24 bytes, little-endian, in this order.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct JournalSample(int Series, int Quality, long Time, double Value);

/// <summary>
/// Table <c>journal</c>: the head, as it came: one row for each commit, its new samples one after the other. Appending it touches few pages
/// however many series a commit has. It is read only when the file is opened.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly SqliteConnection _writer;
    private readonly Statement _insert;

    public Journal(SqliteConnection writer)
    {
        _writer = writer;
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
        _insert = new Statement(writer, "INSERT INTO journal (data) VALUES (?1)", 1);
    }

    public void Append(ReadOnlySpan<JournalSample> samples)
    {
        if (!samples.IsEmpty)
            _insert.Bind(1, MemoryMarshal.AsBytes(samples).ToArray()).Run();
    }

    public void Clear() => Statement.Run(_writer, "DELETE FROM journal");

    public IEnumerable<byte[]> Rows()
    {
        using var all = new Statement(_writer, "SELECT data FROM journal ORDER BY id", 0);
        using var rows = all.Rows();
        while (rows.Read())
            yield return (byte[])rows[0];
    }

    /// <summary>The samples of a row.</summary>
    public static ReadOnlySpan<JournalSample> Samples(byte[] row) => MemoryMarshal.Cast<byte, JournalSample>(row);

    public void Dispose() => _insert.Dispose();
}
