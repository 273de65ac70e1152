using Arena.Ingest.Store;

namespace Arena.Ingest.Ledger;

/// <summary>A batch of the running transaction.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Batch">What came.</param>
/// <param name="Quarantined">Samples quarantined out of it.</param>
/// <param name="Lost">Of these, those that decoding had accepted and the store refused.</param>
/// <param name="Mark">Number of the write to the database that it hangs on, or null where samples lie in this file.</param>
internal readonly record struct StagedBatch(long Sequence, Admission Batch, int Quarantined, int Lost, long? Mark)
{
    /// <summary>Nothing of it is refused, and it has samples: what a run can hold.</summary>
    public bool IsWhole =>
        Quarantined == 0 && Batch.Quarantined.Count == 0 && Batch.Samples.Count > 0 && Batch.Hash.Length >= BatchTable.HashBytes;

    /// <summary>Earliest and latest time of its samples, µs since 1970; null without samples.</summary>
    public (long First, long Last)? Span() => SpanOf(Batch);

    /// <summary>Earliest and latest time of a batch's samples, µs since 1970; null without samples.</summary>
    public static (long First, long Last)? SpanOf(Admission batch)
    {
        var samples = batch.SampleSpan;
        if (samples.IsEmpty)
            return null;
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (ref readonly var sample in samples)
        {
            first = Math.Min(first, sample.Time.Microseconds);
            last = Math.Max(last, sample.Time.Microseconds);
        }

        return (first, last);
    }
}
