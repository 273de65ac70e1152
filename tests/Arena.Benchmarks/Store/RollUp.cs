using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Store;

/// <summary>A day of 500,000 samples over 250 series is rolled up, as after <c>arena up</c> has played its history. One operation is the whole day.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3, invocationCount: 1)]
public class RollUp : IDisposable
{
    private const int Samples = 500_000;
    private const int Series = 250;
    private string _folder = "";
    private Storage _storage = null!;

    [IterationSetup]
    public void Fill()
    {
        _folder = Directory.CreateTempSubdirectory("arena-bench-").FullName;
        _storage = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, TimeProvider.System, NullLoggerFactory.Instance);
        FillAsync().GetAwaiter().GetResult();
    }

    [IterationCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _storage.Store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public async Task<int> Day()
    {
        var hours = 0;
        while (await _storage.Roller.TurnAsync(TimeSpan.Zero, CancellationToken.None) is var turn and > 0)
            hours += turn;
        return hours;
    }

    private async Task FillAsync()
    {
        await _storage.Store.OpenAsync(CancellationToken.None);
        var feed = new Feed(Series, secondsApart: 86_400 / (Samples / Series));
        for (var samples = 0; samples < Samples; samples += 10_000)
            await _storage.Store.CommitAsync(feed.Commit(10_000), CancellationToken.None);
    }
}
