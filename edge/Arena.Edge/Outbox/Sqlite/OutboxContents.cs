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
        foreach (var row in connection.Rows("SELECT epoch, highest, generation, low FROM outbox"))
        {
            if (Epoch.TryParse(row.GetString(0), out var epoch)) return (epoch, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        }

        throw new OutboxUnusableException($"{connection.DataSource} holds no epoch: move the file aside, and a new outbox begins");
    }

    private static SequenceSet Terminal(SqliteConnection connection, long low)
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(low);
        foreach (var row in connection.Rows("SELECT first, last FROM acknowledged ORDER BY first"))
            terminal.Add(new SequenceRange(row.GetInt64(0), row.GetInt64(1)));
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
