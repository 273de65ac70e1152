using Arena.Benchmarks.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Ledger;

/// <summary>
/// Batches of 100 nodes made terminal in <c>arena.db</c>, as after a database has confirmed their samples: judged, staged, and durable with one
/// commit. One operation is one commit.
/// </summary>
[MemoryDiagnoser]
public class LedgerCommit : IAsyncDisposable
{
    private static readonly UnixTime Received = UnixTime.From(Venue.Clock.GetUtcNow());

    private readonly Epoch[] _epochs = [.. Enumerable.Range(0, Venue.Nodes).Select(_ => Epoch.New())];
    private readonly Sample[] _samples = new Venue().Samples(node: 0, count: 25);
    private string _folder = "";
    private ArenaFile _file = null!;
    private BatchLedger _ledger = null!;
    private long _sent;
    private long _commits;

    [Params(1, 40, 1000)]
    public int Batches { get; set; }

    [GlobalSetup]
    public Task Open()
    {
        _folder = Directory.CreateTempSubdirectory("arena-bench-").FullName;
        var options = new ArenaFileOptions { Directory = _folder };
        _file = new ArenaFile(options, NullLogger<ArenaFile>.Instance);
        _ledger = new BatchLedger(_file, options, TimeProvider.System, NullLogger<BatchLedger>.Instance);
        return _file.OpenAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _file.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public async Task<long> Commit()
    {
        var batches = new Admission[Batches];
        for (var place = 0; place < batches.Length; place++)
            batches[place] = Next();

        var verdicts = new LedgerVerdict[Batches];
        await _ledger.JudgeAsync(batches, verdicts, CancellationToken.None);
        if (verdicts.AsSpan().ContainsAnyExcept(LedgerVerdict.New))
            throw new InvalidOperationException("a batch was known before it came");

        var outcomes = Array.ConvertAll(batches, batch => new AdmissionOutcome { Admission = batch, Stored = batch.Samples.Count });
        var result = await _ledger.WriteAsync(outcomes, mark: ++_commits, beside: () => { }, CancellationToken.None);
        return result.StoredSamples;
    }

    private Admission Next()
    {
        var (node, sequence) = ((int)(_sent % Venue.Nodes), 1 + (_sent++ / Venue.Nodes));
        return new Admission
        {
            Topic = Venue.Topic(node),
            Node = Venue.NodeName(node),
            Id = new BatchId(Venue.NodeName(node), _epochs[node], sequence),
            Hash = BitConverter.GetBytes(UInt128.CreateTruncating(_sent)),
            Received = Received,
            Samples = _samples,
            Quarantined = [],
        };
    }
}
