using Arena.Ingest.Ledger;
using Arena.Wire;

namespace Arena.Ingest.Store.Sqlite;

internal sealed class SqliteSampleStore(ArenaFile file, BatchLedger ledger, ArenaFileOptions options, TimeProvider time) : ISampleStore
{
    public Task OpenAsync(CancellationToken cancellationToken) => throw new NotSupportedException($"{file.GetHashCode()} {ledger.GetHashCode()} {options} {time} ");

    public ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
