using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Store;

/// <summary>Reading all 260,000 samples of one series among ten, three days at one a second. One operation is one whole read.</summary>
[ShortRunJob]
public class RangeRead : IAsyncDisposable
{
    private const int SamplesPerSeries = 260_000;
    private const int CommitSamples = 20_000;
    private readonly Feed _feed = new(series: 10);
    private string _folder = "";
    private ISampleStore _store = null!;
    private RowLayout _rows = null!;

    [GlobalSetup]
    public async Task Fill()
    {
        _folder = Directory.CreateTempSubdirectory("arena-bench-").FullName;
        _store = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, TimeProvider.System, NullLoggerFactory.Instance).Store;
        await _store.OpenAsync(CancellationToken.None);
        _rows = new RowLayout(_folder);
        for (var samples = 0; samples < SamplesPerSeries * 10; samples += CommitSamples)
        {
            var commit = _feed.Commit(CommitSamples);
            await _store.CommitAsync(commit, CancellationToken.None);
            _rows.Commit(commit);
        }
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.DisposeAsync();
        _rows.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public async Task<double> JournalAndChunks()
    {
        var (sum, count) = (0.0, 0);
        await foreach (var sample in _store.ReadAsync(_feed.First, Feed.From, Feed.From + TimeSpan.FromDays(9), CancellationToken.None))
        {
            sum += sample.Value;
            count++;
        }

        return count == SamplesPerSeries ? sum : throw new InvalidOperationException($"{count} of {SamplesPerSeries} samples were read");
    }

    [Benchmark]
    public async Task<long> HoursFromRawSamples()
    {
        var count = 0L;
        await foreach (var window in _store.AggregateAsync(_feed.First, Feed.From, Feed.From + TimeSpan.FromDays(9), TimeSpan.FromHours(1), CancellationToken.None))
            count += window.Count;
        return count;
    }

    [Benchmark(Baseline = true)]
    public double RowPerSample() => _rows.Sum(_feed.First.Point);
}
