using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Ingest.Store;

/// <summary>The time-series store behind ingest: SQLite in a file, or InfluxDB.</summary>
public interface ISampleStore : IAsyncDisposable
{
    /// <summary>Opens it, makes what is missing, and proves that it can be written. Throws <see cref="StoreUnavailableException"/>.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes admissions durable: samples, quarantine and ledger, the ledger never before the data. When it returns, all of them are terminal.
    /// Samples the store itself refuses (identity known with another value, field type conflict) are quarantined, not thrown. Calls may overlap; they become
    /// durable in the order they were made. The admissions must stay as they are until the call ends.
    /// </summary>
    /// <returns>What happened, in sum; used for counters and the live view.</returns>
    /// <exception cref="StoreUnavailableException">Nothing of it may be acknowledged; the same call may be repeated.</exception>
    ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken);

    /// <summary>Raw samples of one series in time order; a bounded number at a time is in memory.</summary>
    IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken);

    /// <summary>
    /// Aggregates of one series over windows of <paramref name="every"/>, aligned to 1970-01-01T00:00Z, those with samples only, in time order.
    /// Reads rollups where they serve.
    /// </summary>
    IAsyncEnumerable<AggregatedWindow> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken);

    /// <summary>The newest sample of every series the store knows.</summary>
    ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken);
}

/// <summary>What a commit did.</summary>
/// <param name="StoredSamples">New samples stored.</param>
/// <param name="DuplicateSamples">Samples that were there already with the same value.</param>
/// <param name="QuarantinedSamples">Samples quarantined, those refused by the store included.</param>
/// <param name="Refused">Samples the store itself refused.</param>
public readonly record struct CommitResult(int StoredSamples, int DuplicateSamples, int QuarantinedSamples, IReadOnlyList<Sample> Refused)
{
    /// <summary>Batches of this commit that another one of it contradicts (same identity, other bytes): not stored, an alarm.</summary>
    public IReadOnlyList<BatchId> Forked { get; init; } = [];

    /// <summary>Entries that left the quarantine (<see cref="Admission.Replays"/>).</summary>
    public int Replayed { get; init; }
}

/// <summary>A sample as stored.</summary>
public readonly record struct StoredSample(UnixTime Time, double Value, Quality Quality);

/// <summary>All aggregates of one window.</summary>
/// <param name="Start">Start of the window, included; its end is the next one's start.</param>
/// <param name="Count">Samples in it, at least 1.</param>
/// <param name="Sum">Sum of values.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="First">Value of the earliest sample.</param>
/// <param name="Last">Value of the latest sample.</param>
public readonly record struct AggregatedWindow(UnixTime Start, long Count, double Sum, double Min, double Max, double First, double Last)
{
    public double Mean => Sum / Count;
}

/// <summary>The store can't be reached or can't write now. Nothing was acknowledged; try again.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
