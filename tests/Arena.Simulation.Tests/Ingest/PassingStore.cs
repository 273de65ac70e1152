using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Simulation.Tests.Ingest;

/// <summary>A store that passes everything on; what stands before a store changes one thing.</summary>
internal abstract class PassingStore(ISampleStore store) : ISampleStore
{
    public virtual Task OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public virtual ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken) =>
        store.CommitAsync(admissions, cancellationToken);

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken) =>
        store.ReadAsync(series, from, to, cancellationToken);

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken) =>
        store.AggregateAsync(series, from, to, every, cancellationToken);

    public ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken) => store.LatestAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
