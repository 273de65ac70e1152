using Arena.Ingest.Ledger;
using Arena.Ingest.Store.Sqlite;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

internal sealed class InfluxSampleStore(ArenaFile file, BatchLedger ledger, InfluxOptions options, SiteManifest site, HttpClient http, TimeProvider time, ILogger<InfluxSampleStore> logger) : Rollups.IRollupStore
{
    public Task OpenAsync(CancellationToken cancellationToken) => throw new NotSupportedException($"{file.GetHashCode()} {ledger.GetHashCode()} {options} {site} {http} {time} {logger} ");

    public ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredSample> ReadAsync(SeriesName series, UnixTime from, UnixTime to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<AggregatedWindow> AggregateAsync(SeriesName series, UnixTime from, UnixTime to, TimeSpan every, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Sample>> LatestAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Rollups.DirtyHours Dirty => throw new NotSupportedException();

    public bool IsOpen => false;

    public ValueTask RollAsync(IReadOnlyList<Rollups.DirtyHour> hours, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
