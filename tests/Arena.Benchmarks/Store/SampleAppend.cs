using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Store;

/// <summary>
/// Appending in time order over 10,000 series, in commits of 20,000 samples (40 batches), durable after each. One operation is one sample; the limit
/// is 300,000 samples a second.
/// </summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5, invocationCount: 1)]
public class SampleAppend : IDisposable
{
    private const int Samples = 1_000_000;
    private const int CommitSamples = 20_000;
    private string _folder = "";
    private ISampleStore _store = null!;
    private RowLayout _rows = null!;
    private List<Admission>[] _commits = [];

    [IterationSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("arena-bench-").FullName;
        _store = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, TimeProvider.System, NullLoggerFactory.Instance).Store;
        _store.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
        _rows = new RowLayout(_folder);
        var feed = new Feed(series: 10_000);
        _commits = [.. Enumerable.Range(0, Samples / CommitSamples).Select(_ => feed.Commit(CommitSamples))];
    }

    [IterationCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _rows.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Samples), TakesAtMost(1e9 / 300_000)]
    public async Task<int> JournalAndChunks()
    {
        var stored = 0;
        foreach (var commit in _commits)
            stored += (await _store.CommitAsync(commit, CancellationToken.None)).StoredSamples;
        return stored == Samples ? stored : throw new InvalidOperationException($"{stored} of {Samples} samples were stored");
    }

    [Benchmark(OperationsPerInvoke = Samples, Baseline = true)]
    public void RowPerSample()
    {
        foreach (var commit in _commits)
            _rows.Commit(commit);
    }
}
