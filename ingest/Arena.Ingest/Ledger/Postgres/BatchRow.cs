using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>A batch that came, as it is written.</summary>
/// <param name="Id">Which.</param>
/// <param name="Hash">First 16 bytes of its SHA-256.</param>
/// <param name="Refused">Quarantined whole.</param>
/// <param name="Samples">Samples stored.</param>
/// <param name="Quarantined">Samples quarantined out of it.</param>
/// <param name="First">Time of its earliest sample, µs, or null for none.</param>
/// <param name="Last">Time of its latest sample.</param>
/// <param name="Mark">Number of the write to the database it hangs on.</param>
internal sealed record BatchRow(BatchId Id, byte[] Hash, bool Refused, int Samples, int Quarantined, long? First, long? Last, long? Mark)
{
    public static BatchRow Of(BatchId id, Admission batch, int quarantined, int lost, long? mark)
    {
        var (first, last) = SpanOf(batch.Samples);
        return new BatchRow(id, BatchTable.Short(batch.Hash.Span).ToArray(), batch.Refused, batch.Samples.Count - lost, quarantined, first, last, mark);
    }

    /// <summary>Times of the earliest and the latest of some samples; null for none.</summary>
    public static (long? First, long? Last) SpanOf(IReadOnlyList<Sample> samples)
    {
        if (samples.Count == 0)
            return default;
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var index = 0; index < samples.Count; index++)
        {
            var time = samples[index].Time.Microseconds;
            first = Math.Min(first, time);
            last = Math.Max(last, time);
        }

        return (first, last);
    }
}

/// <summary>What judging a batch of the quarantine again makes of its row.</summary>
/// <param name="Id">Which.</param>
/// <param name="Samples">How many more samples are stored.</param>
/// <param name="Quarantined">How many more are quarantined by themselves, or fewer.</param>
/// <param name="First">Time of the earliest of them.</param>
/// <param name="Last">Time of the latest.</param>
internal sealed record ReplayedRow(BatchId Id, int Samples, int Quarantined, long? First, long? Last);
