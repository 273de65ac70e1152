using Arena.Edge.Outbox.Room;
using Microsoft.Data.Sqlite;
using static Arena.Edge.Outbox.Sqlite.OutboxStatements;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>Batches that stand for others: what they must not be thinned without. An older worker leaves it alone.</summary>
internal sealed class ThinnedTable(Func<string, int, SqliteCommand> make)
{
    // `first` is the number of the oldest batch it stands for. Weights are LEB128, one for each sample.
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS thinned (
            seq INTEGER PRIMARY KEY,
            minutes INTEGER NOT NULL,
            first INTEGER NOT NULL,
            weights BLOB NOT NULL
        ) STRICT
        """;

    private readonly SqliteCommand _insert = make("INSERT INTO thinned (seq, minutes, first, weights) VALUES ($1, $2, $3, $4)", 4);
    private readonly SqliteCommand _delete = make("DELETE FROM thinned WHERE seq = $1", 1);
    private readonly SqliteCommand _all = make("SELECT seq, minutes, first FROM thinned WHERE seq IN (SELECT seq FROM batches) ORDER BY seq", 0);
    private readonly SqliteCommand _weights = make("SELECT weights FROM thinned WHERE seq = $1", 1);

    public void Insert(long sequence, ThinnedNote note) => Run(_insert, sequence, note.Minutes, note.First, Packed(note.Weights));

    public void Delete(long sequence) => Run(_delete, sequence);

    public IReadOnlyList<ThinnedBatch> All()
    {
        var thinned = new List<ThinnedBatch>();
        using var rows = _all.ExecuteReader();
        while (rows.Read()) thinned.Add(new ThinnedBatch(rows.GetInt64(0), rows.GetInt32(1), rows.GetInt64(2)));
        return thinned;
    }

    public IReadOnlyList<long>? Weights(long sequence)
    {
        Bind(_weights, sequence);
        return _weights.ExecuteScalar() is byte[] packed ? Unpacked(packed) : null;
    }

    internal static byte[] Packed(IReadOnlyList<long> weights)
    {
        using var packed = new MemoryStream(weights.Count);
        using var writer = new BinaryWriter(packed);
        foreach (var weight in weights) writer.Write7BitEncodedInt64(weight);
        return packed.ToArray();
    }

    internal static List<long> Unpacked(byte[] packed)
    {
        using var stream = new MemoryStream(packed);
        using var reader = new BinaryReader(stream);
        var weights = new List<long>(packed.Length);
        while (stream.Position < stream.Length) weights.Add(reader.Read7BitEncodedInt64());
        return weights;
    }
}
