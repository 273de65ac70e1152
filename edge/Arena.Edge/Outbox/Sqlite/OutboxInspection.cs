using System.Globalization;
using System.Security.Cryptography;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// Looks through an outbox whose pages SQLite finds in order, for what SQLite can't see: the bytes of every batch that ingest has not proven to have,
/// the chain over them, numbers that are missing, and a bookmark that is not what was written.
/// </summary>
internal sealed class OutboxInspection(SqliteConnection connection)
{
    private readonly long _highest = connection.Number("SELECT highest FROM outbox");
    private readonly List<SequenceRange> _missing = [];
    private BatchChain? _chain = BatchChain.Start;
    private long _next = 1;

    /// <summary>What is damaged, or nothing.</summary>
    public string Damage()
    {
        if (connection.Number("SELECT count(*) FROM outbox") != 1) return "its own row is gone";
        if (!HeadCheck.Verify(connection).Own) return "its epoch and bookmark are not what was written";
        return string.Join("; ", (string[])[.. Walk().Take(1), .. Missing().Take(1)]);
    }

    private static string Told(FormattableString text) => FormattableString.Invariant(text);

    private IEnumerable<string> Walk()
    {
        var chained = connection.Number("SELECT chain IS NOT NULL FROM outbox") == 1;
        var lastChained = connection.Number("SELECT coalesce(chain_at, 0) FROM outbox");
        var gone = new Queue<(long First, long Last, byte[]? Chain)>(connection.Rows("SELECT first, last, chain FROM gap ORDER BY first")
            .Select(row => (row.GetInt64(0), row.GetInt64(1), row[2] as byte[])));

        // Of what ingest has proven to have, the numbers are enough.
        foreach (var row in connection.Rows(
            """
            SELECT seq, CASE WHEN unproven THEN payload END, CASE WHEN unproven THEN sha256 END, chain
            FROM (SELECT *, seq > (SELECT coalesce(proven, 0) FROM outbox) AS unproven FROM batches) ORDER BY seq
            """))
        {
            var sequence = row.GetInt64(0);
            while (gone.TryPeek(out var run) && run.First < sequence)
            {
                if (!Skip(gone.Dequeue())) yield return Told($"its numbers {run.First} to {run.Last} are both gone and kept");
            }

            if (sequence < _next || sequence > _highest) yield return Told($"batch {sequence} stands where it can't");
            Reach(sequence);
            if (row[1] is byte[] payload && !SHA256.HashData(payload).AsSpan().SequenceEqual((byte[])row[2])) yield return Told($"the bytes of batch {sequence} have changed");
            var kept = row[3] is byte[] { Length: BatchChain.Bytes } bytes ? BatchChain.From(bytes) : default(BatchChain?);
            _chain = row[2] is byte[] { Length: SHA256.HashSizeInBytes } hash ? _chain?.Next(hash) : null;
            if (chained && sequence <= lastChained && (kept is null || (_chain is not null && _chain != kept))) yield return Told($"the chain breaks at batch {sequence}");
            _chain = kept;
        }

        foreach (var run in gone)
        {
            if (!Skip(run)) yield return Told($"its numbers {run.First} to {run.Last} are both gone and kept");
        }

        Reach(_highest + 1);
    }

    private bool Skip((long First, long Last, byte[]? Chain) run)
    {
        if (run.First < _next || run.Last < run.First || run.Last > _highest) return false;
        Reach(run.First);
        (_next, _chain) = (run.Last + 1, run.Chain is { Length: BatchChain.Bytes } ? BatchChain.From(run.Chain) : null);
        return true;
    }

    private void Reach(long sequence)
    {
        if (sequence > _next)
        {
            _missing.Add(new SequenceRange(_next, sequence - 1));
            _chain = null;
        }

        _next = Math.Max(_next, sequence + 1);
    }

    // An older worker deletes what is confirmed and leaves no trace of it.
    private IEnumerable<string> Missing()
    {
        var terminal = OutboxContents.Terminal(connection, connection.Number("SELECT low FROM outbox"));
        return _missing
            .Where(run => terminal.Missing(run.Last).Any(open => open.Last >= run.First))
            .Select(run => string.Create(CultureInfo.InvariantCulture, $"batches {run.First} to {run.Last} are missing"));
    }
}
