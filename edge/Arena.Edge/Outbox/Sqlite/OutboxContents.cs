using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>Reads what an outbox file holds, apart from its batches' bytes.</summary>
internal static class OutboxContents
{
    public static OutboxContent Read(SqliteConnection connection)
    {
        var (epoch, highest, generation, low) = Head(connection);
        var acknowledged = AcknowledgedState.Of(generation, Terminal(connection, low));
        var (forgotten, bytes) = Forgotten(connection, highest);
        return new OutboxContent(epoch, highest, forgotten, acknowledged, Series(connection), bytes);
    }

    private static (Epoch Epoch, long Highest, long Generation, long Low) Head(SqliteConnection connection)
    {
        using var rows = Query(connection, "SELECT epoch, highest, generation, low FROM outbox");
        if (!rows.Read() || !Epoch.TryParse(rows.GetString(0), out var epoch))
            throw new OutboxUnusableException($"{connection.DataSource} holds no epoch: move the file aside, and a new outbox begins");
        return (epoch, rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
    }

    private static SequenceSet Terminal(SqliteConnection connection, long low)
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(low);
        using var rows = Query(connection, "SELECT first, last FROM acknowledged ORDER BY first");
        while (rows.Read()) terminal.Add(new SequenceRange(rows.GetInt64(0), rows.GetInt64(1)));
        return terminal;
    }

    // What was sealed and is no longer there was deleted: the gaps between the kept numbers.
    private static (SequenceSet Forgotten, long Bytes) Forgotten(SqliteConnection connection, long highest)
    {
        var forgotten = new SequenceSet();
        var (next, bytes) = (1L, 0L);
        using var rows = Query(connection, "SELECT seq, length(payload) FROM batches ORDER BY seq");
        while (rows.Read())
        {
            Gap(rows.GetInt64(0) - 1);
            next = rows.GetInt64(0) + 1;
            bytes += rows.GetInt64(1);
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
        using var rows = Query(connection, "SELECT series, newest, register FROM series");
        while (rows.Read())
        {
            // A quantity that has left the registry can't be sampled any more, so its state is of no use.
            if (SeriesName.TryParse(rows.GetString(0), out var name, out _))
                series.Add(new SeriesState(name, new UnixTime(rows.GetInt64(1)), rows.IsDBNull(2) ? null : rows.GetDouble(2)));
        }

        return series;
    }

    private static SqliteDataReader Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }
}
