using System.Collections.Immutable;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>An epoch as its row has it, and how often the row was changed; newer knowledge is told from older by that.</summary>
/// <param name="Entry">The epoch; without its gaps while <see cref="HasGaps"/> and they have not been read.</param>
/// <param name="Version">Changes of the row.</param>
/// <param name="Newest">Time of the newest sample stored from it, or null.</param>
internal sealed record EpochRow(EpochEntry Entry, long Version, UnixTime? Newest)
{
    public const string Columns =
        "id, node, epoch, low, ranges, declared, closed, gaps, stored, quarantined, quarantined_samples, first_received_us, last_received_us, newest_us, chain, chain_at, said, version";

    /// <summary>Something was declared of its numbers.</summary>
    public bool HasGaps { get; init; }

    public (string Node, Epoch Epoch) Key => (Entry.Node, Entry.Status.Epoch);

    /// <summary>The epoch a batch is the first of.</summary>
    public static EpochEntry Begin(long id, string node, Epoch epoch, UnixTime received) =>
        new(id, node, new EpochStatus(epoch, new SequenceSet(), 0, 0, 0, received, received) { Chain = BatchChain.Start });

    /// <summary>The row with what was declared of it.</summary>
    public EpochRow With(IEnumerable<GapBatches> gaps) => this with { Entry = Entry with { Gaps = [.. gaps] }, HasGaps = false };

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static EpochRow Read(NpgsqlDataReader row)
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(row.GetInt64(3));
        foreach (var run in SequenceText.Parse(row.GetString(4)))
            terminal.Add(run);
        var declared = SequenceText.Parse(row.GetString(5)).Aggregate(DeclaredRuns.None, (runs, run) => runs.With(run));
        var status = new EpochStatus(
            Stored.Epoch(row.GetString(2)), terminal, row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), new UnixTime(row.GetInt64(11)), new UnixTime(row.GetInt64(12)))
        {
            Chain = row.IsDBNull(14) ? null : BatchChain.From(row.GetFieldValue<byte[]>(14)),
            Declared = declared.Runs,
            Closed = row.IsDBNull(6) ? null : GapCauseText.Parse(row.GetString(6)),
            Said = row.IsDBNull(16) ? null : row.GetInt64(16),
        };
        var entry = new EpochEntry(row.GetInt64(0), row.GetString(1), status) { ChainAt = row.GetInt64(15), Declared = declared, Gaps = ImmutableArray<GapBatches>.Empty };
        return new EpochRow(entry, row.GetInt64(17), row.IsDBNull(13) ? null : new UnixTime(row.GetInt64(13))) { HasGaps = row.GetInt32(7) > 0 };
    }
}
