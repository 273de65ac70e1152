using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>Reads what an outbox file holds, apart from its batches' bytes.</summary>
internal static class OutboxContents
{
    public static OutboxContent Read(SqliteConnection connection)
    {
        var (forgotten, bytes) = Forgotten(connection, connection.Number("SELECT highest FROM outbox"));
        foreach (var row in connection.Rows("SELECT * FROM outbox"))
        {
            if (!Epoch.TryParse(row.GetString(row.GetOrdinal("epoch")), out var epoch)) break;
            var (generation, low, chain) = (Number(row, "generation") ?? 0, Number(row, "low") ?? 0, Chain(row));
            var acknowledged = AcknowledgedState.Of(generation, Terminal(connection, low), Proven(row, generation, chain is null ? low : 0));
            return new OutboxContent(
                epoch,
                Number(row, "highest") ?? 0,
                chain,
                forgotten,
                acknowledged,
                Series(connection),
                bytes,
                Number(row, "renewed_at") is { } renewed ? new UnixTime(renewed) : null);
        }

        throw new OutboxUnusableException($"{connection.DataSource} holds no epoch: move the file aside, and a new outbox begins");
    }

    // An older worker that went on in this file may have merged another ledger's word without knowing what is proven. In an epoch without a chain
    // the watermark is believed.
    private static long Proven(SqliteDataReader row, long generation, long believed) =>
        Number(row, "proven_generation") == generation && Number(row, "proven") is { } proven ? Math.Max(proven, believed) : believed;

    private static BatchChain? Chain(SqliteDataReader row) =>
        Column(row, "chain") is byte[] { Length: BatchChain.Bytes } bytes ? BatchChain.From(bytes) : null;

    private static long? Number(SqliteDataReader row, string column) => Column(row, column) is long number ? number : null;

    // A reader may look at a file that no newer worker has opened yet: then the columns added since are not there.
    private static object? Column(SqliteDataReader row, string column)
    {
        for (var i = 0; i < row.FieldCount; i++)
        {
            if (row.GetName(i) == column) return row.GetValue(i);
        }

        return null;
    }

    /// <summary>What the file says is confirmed.</summary>
    public static SequenceSet Terminal(SqliteConnection connection, long low)
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(low);
        foreach (var row in connection.Rows("SELECT first, last FROM acknowledged ORDER BY first"))
        {
            var (first, last) = (row.GetInt64(0), row.GetInt64(1));
            if (first >= 1 && last >= first) terminal.Add(new SequenceRange(first, last));
        }

        return terminal;
    }

    // What was sealed and is no longer there was deleted: the gaps between the kept numbers.
    private static (SequenceSet Forgotten, long Bytes) Forgotten(SqliteConnection connection, long highest)
    {
        var forgotten = new SequenceSet();
        var (next, bytes) = (1L, 0L);
        foreach (var row in connection.Rows("SELECT seq, length(payload) FROM batches ORDER BY seq"))
        {
            Gap(row.GetInt64(0) - 1);
            next = row.GetInt64(0) + 1;
            bytes += row.GetInt64(1);
        }

        Gap(highest);
        return (forgotten, bytes);

        void Gap(long last)
        {
            if (last >= next) forgotten.Add(new SequenceRange(next, last));
        }
    }

    private static List<SeriesState> Series(SqliteConnection connection)
    {
        var series = new List<SeriesState>();
        foreach (var row in connection.Rows("SELECT series, newest, register FROM series"))
        {
            // A quantity that has left the registry can't be sampled any more, so its state is of no use.
            if (SeriesName.TryParse(row.GetString(0), out var name, out _))
                series.Add(new SeriesState(name, new UnixTime(row.GetInt64(1)), row.IsDBNull(2) ? null : row.GetDouble(2)));
        }

        return series;
    }
}
