using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using BenchmarkDotNet.Attributes;

namespace Arena.Benchmarks.Decoding;

/// <summary>
/// Payloads of 100 nodes in turn, judged by everything: contract, topic, catalogue, times, hash. Admissions are
/// given back in groups, as after their commit. One operation is one message.
/// </summary>
[MemoryDiagnoser]
public class PayloadDecoding
{
    private const int Messages = 2_000;
    private const int Group = 200;

    private readonly (string Topic, ReadOnlyMemory<byte> Payload)[] _messages = new (string, ReadOnlyMemory<byte>)[Messages];
    private readonly AdmissionPool _pool = new();
    private readonly List<Admission> _group = [];
    private PayloadDecoder _decoder = null!;

    [Params(1, 25)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Seal()
    {
        _decoder = Decoder(_pool);
        var place = 0;
        foreach (var (node, batch) in new Venue().Batches(Messages, Samples))
            _messages[place++] = (Venue.Topic(node), batch.Payload);
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int Decode()
    {
        var accepted = 0;
        foreach (var (topic, payload) in _messages)
        {
            var admission = _decoder.Decode(topic, ContentTypes.Senml, payload);
            accepted += admission.Samples.Count;
            _group.Add(admission);
            if (_group.Count == Group)
                GiveBack();
        }

        GiveBack();
        return accepted == Messages * Samples ? accepted : throw new InvalidOperationException($"{accepted} of {Messages * Samples} samples were accepted");
    }

    private void GiveBack()
    {
        _pool.Return(_group);
        _group.Clear();
    }

    /// <summary>A decoder for the bench's venue, with the rules of <c>arena-ingest</c>.</summary>
    internal static PayloadDecoder Decoder(AdmissionPool pool)
    {
        var (catalogue, rules) = (new VenueCatalogue(Venue.Manifest), new DecodingRules());
        return new PayloadDecoder(catalogue, rules, new SeriesQuota(catalogue, rules), pool, Venue.Clock);
    }
}
