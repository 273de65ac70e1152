using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>The ledger's tables in <c>arena.db</c>, made and brought up to date when they are opened.</summary>
internal sealed class LedgerTables(SqliteConnection writer, UnixTime now) : IDisposable
{
    public GenerationTable Generation { get; } = new(writer, now);

    public EpochTable Epochs { get; } = new(writer);

    public BatchTable Batches { get; } = new(writer);

    public GapTable Gaps { get; } = new(writer);

    /// <summary>Every epoch with what was declared of it.</summary>
    public IEnumerable<EpochEntry> Entries()
    {
        var gaps = Gaps.OfBatches().ToLookup(gap => (gap.By.Node, gap.Gap.Batches!.Epoch));
        return Epochs.All().Select(entry => gaps[(entry.Node, entry.Status.Epoch)].Aggregate(entry, Declared)).ToList();
    }

    public void Dispose()
    {
        Generation.Dispose();
        Epochs.Dispose();
        Batches.Dispose();
        Gaps.Dispose();
    }

    // As it was declared before, but for the chain, which stands where it stood.
    private EpochEntry Declared(EpochEntry entry, DeclaredGap declared)
    {
        var (gap, runs) = (declared.Gap.Batches!, entry.Declared.With(new SequenceRange(declared.Gap.Batches!.First, declared.Gap.Batches.Last)));
        foreach (var (sequence, _) in Batches.Between(entry.Id, gap.First - 1, gap.Last))
            runs = runs.Without(sequence);
        return entry with
        {
            Declared = runs,
            Gaps = entry.Gaps.Add(gap),
            Status = entry.Status with { Declared = runs.Runs, Closed = entry.Status.Closed ?? (declared.Gap.Closes ? declared.Gap.Cause : null) },
        };
    }
}
