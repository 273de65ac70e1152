using Arena.Ingest.Decoding;
using BenchmarkDotNet.Attributes;

namespace Arena.Benchmarks.Decoding;

/// <summary>Payloads of 100 nodes in turn, judged by everything: contract, topic, catalogue, times, hash. One operation is one message.</summary>
[MemoryDiagnoser]
public class PayloadDecoding
{
    private const int Messages = 2_000;

    private readonly (string Topic, ReadOnlyMemory<byte> Payload)[] _messages = new (string, ReadOnlyMemory<byte>)[Messages];
    private PayloadDecoder _decoder = null!;

    [Params(1, 25)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Seal()
    {
        _decoder = Decoder();
        var place = 0;
        foreach (var (node, batch) in new Venue().Batches(Messages, Samples))
            _messages[place++] = (Venue.Topic(node), batch.Payload);
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int Decode()
    {
        var accepted = 0;
        foreach (var (topic, payload) in _messages)
            accepted += _decoder.Decode(topic, ContentTypes.Senml, payload).Samples.Count;
        return accepted == Messages * Samples ? accepted : throw new InvalidOperationException($"{accepted} of {Messages * Samples} samples were accepted");
    }

    /// <summary>A decoder for the bench's venue, with the rules of <c>arena-ingest</c>.</summary>
    internal static PayloadDecoder Decoder()
    {
        var (catalogue, rules) = (new VenueCatalogue(Venue.Manifest), new DecodingRules());
        return new PayloadDecoder(catalogue, rules, new SeriesQuota(catalogue, rules), Venue.Clock);
    }
}
