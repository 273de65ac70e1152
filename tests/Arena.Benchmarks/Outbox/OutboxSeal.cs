using Arena.Benchmarks.Decoding;
using Arena.Edge.Outbox;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Outbox;

/// <summary>
/// A batch sealed into an outbox on the disk, <c>synchronous=FULL</c>: bytes, hash, series, chain and signature in one transaction. One operation is
/// one batch. Most of it is the disk's own flush.
/// </summary>
[MemoryDiagnoser]
public class OutboxSeal : IDisposable
{
    private readonly Venue _venue = new();
    private string _folder = "";
    private NodeOutbox _outbox = null!;

    [Params(25, 500)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("arena-bench-").FullName;
        _outbox = NodeOutbox.Open(_folder, new OutboxOptions(), TimeProvider.System, NullLogger.Instance);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _outbox.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public long Seal()
    {
        var samples = _venue.Samples(node: 0, Samples);
        var states = samples.DistinctBy(sample => sample.Series, SeriesNames.Comparer).Select(sample => new SeriesState(sample.Series, sample.Time, null)).ToList();
        return _outbox.Log.Seal(samples, states).Sequence;
    }
}
