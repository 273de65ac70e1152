using Arena.Benchmarks.Decoding;
using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using BenchmarkDotNet.Attributes;

namespace Arena.Benchmarks.Lines;

/// <summary>
/// A commit of 5,000 samples made into line protocol: from admissions, and from the payloads on. One operation is one sample. The limit is 0 B of
/// garbage for each: what a commit costs once is shared by its samples and rounds away.
/// </summary>
[MemoryDiagnoser]
public class LineProtocolMaking : IDisposable
{
    private const int CommitSamples = 5_000;

    private readonly AdmissionPool _pool = new();
    private readonly List<Admission> _commit = [];
    private readonly List<Admission> _decoded = [];
    private (string Topic, ReadOnlyMemory<byte> Payload)[] _messages = [];
    private LedgerVerdict[] _verdicts = [];
    private PayloadDecoder _decoder = null!;
    private LineMaker _maker = null!;

    [Params(1, 25)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Seal()
    {
        _decoder = PayloadDecoding.Decoder(_pool);
        _maker = new LineMaker();
        _messages = [.. new Venue().Batches(CommitSamples / Samples, Samples).Select(sent => (Venue.Topic(sent.Node), sent.Batch.Payload))];
        _verdicts = [.. _messages.Select(_ => LedgerVerdict.New)];
        Decode(_commit);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _maker.Dispose();
    }

    [Benchmark(OperationsPerInvoke = CommitSamples)]
    public async Task<long> AdmissionsToLines()
    {
        await _maker.SendAsync(_commit, _verdicts);
        return _maker.Bytes;
    }

    [Benchmark(OperationsPerInvoke = CommitSamples), AllocatedAtMost(0)]
    public async Task<long> PayloadsToLines()
    {
        _decoded.Clear();
        Decode(_decoded);
        await _maker.SendAsync(_decoded, _verdicts);
        _pool.Return(_decoded);
        return _maker.Bytes;
    }

    private void Decode(List<Admission> into)
    {
        foreach (var (topic, payload) in _messages)
            into.Add(_decoder.Decode(topic, ContentTypes.Senml, payload));
    }
}
