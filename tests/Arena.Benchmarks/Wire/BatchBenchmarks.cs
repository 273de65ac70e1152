using System.Buffers;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Senml;
using BenchmarkDotNet.Attributes;

namespace Arena.Benchmarks.Wire;

/// <summary>
/// A pack read, written and sealed; the bytes scanned for being UTF-8 are the baseline, because nothing can read them faster. One operation is one pack.
/// </summary>
[MemoryDiagnoser]
public class BatchBenchmarks
{
    private readonly BatchReader _reader = new();
    private readonly BatchReading _reading = new();
    private readonly ArrayBufferWriter<byte> _output = new(8192);
    private Sample[] _samples = [];
    private byte[] _payload = [];

    [Params(1, 25)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _samples = new Sample[Samples];
        for (var i = 0; i < _samples.Length; i++)
        {
            var name = new SeriesName($"bin-north-{i / 2:00}", i % 2 == 0 ? Quantities.FillingLevel : Quantities.CargoWeight);
            _samples[i] = new Sample(name, UnixTime.FromMilliseconds(1_795_324_226_500 + (i * 250)), 0.6137 + i);
        }

        _payload = SealedBatch.Seal(Epoch.New(), 42, _samples).Payload.ToArray();
    }

    [Benchmark(Baseline = true)]
    public bool ScanBytes() => System.Text.Unicode.Utf8.IsValid(_payload);

    [Benchmark]
    public int Read()
    {
        _reader.Read(_payload, _reading);
        return _reading.Samples.Count;
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        SenmlWriter.Write(_output, _samples);
        return _output.WrittenCount;
    }

    [Benchmark]
    public long Seal() => SealedBatch.Seal(default, 42, _samples).Sequence;
}
