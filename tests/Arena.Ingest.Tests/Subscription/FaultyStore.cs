using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>The real store behind a switch that makes its commits fail, as a full disk does.</summary>
internal sealed class FaultyStore(ISampleStore store) : ISampleStore
{
    private int _failed;

    public bool Away { get; set; }

    /// <summary>Commits that failed.</summary>
    public int Failed => Volatile.Read(ref _failed);

    public Task OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        if (!Away)
            return store.CommitAsync(admissions, cancellationToken);
        Interlocked.Increment(ref _failed);
        throw new StoreUnavailableException("the disk is full");
    }

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken) =>
        store.ReadAsync(series, from, to, cancellationToken);

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken) =>
        store.AggregateAsync(series, from, to, every, cancellationToken);

    public ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken) => store.LatestAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
