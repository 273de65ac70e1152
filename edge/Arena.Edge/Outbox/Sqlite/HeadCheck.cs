using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>Hashes over the outbox's own row.</summary>
/// <param name="Own">Over what only a worker that keeps them writes.</param>
/// <param name="All">Over all of it and the acknowledged ranges.</param>
internal readonly record struct HeadHashes(byte[] Own, byte[] All);

/// <summary>
/// Guards the outbox's own row and the acknowledged ranges against changed bits, which SQLite does not see. Two hashes, because an older worker
/// writes a part of it without knowing of them: if only that part disagrees, it is not believed, which costs sending again.
/// </summary>
internal static class HeadCheck
{
    /// <summary>What the two hashes are over, as text; it begins with the schema's version.</summary>
    public const string Texts =
        """
        SELECT
            '1|' || epoch || '|' || coalesce(hex(chain), '') || '|' || coalesce(chain_at, '') || '|' || coalesce(proven, '') || '|' ||
                coalesce(proven_generation, '') || '|' || coalesce(renewed_at, '') || '|' || coalesce(renew, ''),
            highest || '|' || generation || '|' || low || '|' ||
                coalesce((SELECT group_concat(first || '-' || last) FROM (SELECT first, last FROM acknowledged ORDER BY first)), '')
        FROM outbox
        """;

    public static HeadHashes Of(string own, string all) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(own)), SHA256.HashData(Encoding.UTF8.GetBytes($"{own}|{all}")));

    /// <summary>Whether the hashes in a file are right; a file that has none yet passes.</summary>
    public static (bool Own, bool All) Verify(SqliteConnection connection)
    {
        foreach (var row in connection.Rows($"SELECT * FROM ({Texts}), (SELECT own_check, all_check, chain IS NULL FROM outbox)"))
        {
            var hashes = Of(row.GetString(0), row.GetString(1));
            if (row.IsDBNull(2) && row.IsDBNull(3)) return (row.GetBoolean(4), row.GetBoolean(4));
            return (Same(hashes.Own, row[2]), Same(hashes.All, row[3]));
        }

        return (false, false);
    }

    /// <summary>Brings the hashes up to date; writes nothing when they are, so that an outbox can be opened on a full disk.</summary>
    public static void Sign(SqliteConnection connection)
    {
        if (connection.Number("SELECT own_check IS NOT NULL FROM outbox") == 1 && Verify(connection) == (true, true)) return;
        var hashes = connection.Rows(Texts).Select(row => Of(row.GetString(0), row.GetString(1))).Single();
        connection.Run("UPDATE outbox SET own_check = $own, all_check = $all", ("$own", hashes.Own), ("$all", hashes.All));
    }

    private static bool Same(byte[] hash, object kept) => kept is byte[] bytes && hash.AsSpan().SequenceEqual(bytes);
}
