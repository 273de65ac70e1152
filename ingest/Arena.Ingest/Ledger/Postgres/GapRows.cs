using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Table <c>gap</c>: what nodes declared, and in which batch they did.</summary>
internal static class GapRows
{
    private const string Columns = "node, declared_epoch, declared_seq, received_us, cause, from_us, to_us, samples, epoch, first, last, chain, closes, point, detail";

    /// <summary>Writes gaps. A batch that is taken a second time, because its claim was withdrawn, declares nothing new.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<(DeclaredGap Gap, int Place)> gaps)
    {
        return Stored.Part(
            $"INSERT INTO gap ({Columns}, place) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) "
            + "ON CONFLICT (node, declared_epoch, declared_seq, place) DO NOTHING",
            Of(gap => gap.By.Node), Of(gap => gap.By.Epoch.ToString()), Of(gap => gap.By.Sequence), Of(gap => gap.Received.Microseconds),
            Of(gap => gap.Gap.Cause.Slug()), Of(gap => gap.Gap.From.Microseconds), Of(gap => gap.Gap.To.Microseconds), Of(gap => gap.Gap.Samples),
            Of(gap => gap.Gap.Batches?.Epoch.ToString()), Of(gap => gap.Gap.Batches?.First), Of(gap => gap.Gap.Batches?.Last),
            Of(gap => gap.Gap.Batches?.Chain?.ToArray()), Of(gap => gap.Gap.Closes), Of(gap => Stored.Text(gap.Gap.Point)), Of(gap => Stored.Text(gap.Gap.Detail)),
            Stored.Value(gaps.Select(gap => gap.Place).ToArray()));

        NpgsqlParameter Of<T>(Func<DeclaredGap, T> column) => Stored.Value(gaps.Select(gap => column(gap.Gap)).ToArray());
    }

    /// <summary>Gaps that stand for batches of some epochs, in the order they came.</summary>
    public static NpgsqlBatchCommand OfBatches(IReadOnlyList<(string Node, Epoch Epoch)> epochs) => Stored.Part(
        $"SELECT {string.Join(", ", Columns.Split(", ").Select(column => "g." + column))} FROM unnest($1, $2) AS k (node, epoch) "
        + "JOIN gap g ON g.node = k.node AND g.epoch = k.epoch ORDER BY g.id",
        Stored.Value(epochs.Select(key => key.Node).ToArray()), Stored.Value(epochs.Select(key => key.Epoch.ToString()).ToArray()));

    /// <summary>A node's gaps that concern a span, its end excluded, by their begin.</summary>
    public static List<DeclaredGap> Within(NpgsqlConnection connection, string node, UnixTime from, UnixTime to)
    {
        using var some = Stored.Command(
            connection, $"SELECT {Columns} FROM gap WHERE node = $1 AND from_us < $3 AND to_us >= $2 ORDER BY from_us, id",
            Stored.Value(node), Stored.Value(from.Microseconds), Stored.Value(to.Microseconds));
        using var rows = some.ExecuteReader();
        var gaps = new List<DeclaredGap>();
        while (rows.Read())
            gaps.Add(Read(rows));
        return gaps;
    }

    public static DeclaredGap Read(NpgsqlDataReader row)
    {
        var gap = new Gap(GapCauseText.Parse(row.GetString(4)), new UnixTime(row.GetInt64(5)), new UnixTime(row.GetInt64(6)))
        {
            Samples = Stored.NumberOrNull(row, 7),
            Batches = row.IsDBNull(8)
                ? null
                : new GapBatches(Stored.Epoch(row.GetString(8)), row.GetInt64(9), row.GetInt64(10), row.IsDBNull(11) ? null : BatchChain.From(row.GetFieldValue<byte[]>(11))),
            Closes = row.GetBoolean(12),
            Point = Stored.TextOrNull(row, 13),
            Detail = row.GetString(14),
        };
        return new DeclaredGap(new BatchId(row.GetString(0), Stored.Epoch(row.GetString(1)), row.GetInt64(2)), new UnixTime(row.GetInt64(3)), gap);
    }
}
