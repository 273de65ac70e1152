using System.IO.Pipelines;
using Arena.Benchmarks.Decoding;
using Arena.Ingest.Api.Samples;
using Arena.Ingest.Decoding;
using Arena.Wire;
using BenchmarkDotNet.Attributes;

namespace Arena.Benchmarks.Api;

/// <summary>Rows of a CSV answer written into nothing. One operation is one row.</summary>
[MemoryDiagnoser]
public class CsvRows : IDisposable
{
    private const int Rows = 10_000;
    private const int RowsBetweenFlushes = 500;
    private static readonly UnixTime Start = UnixTime.From(Venue.Clock.GetUtcNow());

    private readonly CatalogueSeries _series = new VenueCatalogue(Venue.Manifest).Series[0];
    private readonly PipeWriter _output = PipeWriter.Create(Stream.Null);
    private CsvFormat _csv = null!;

    [GlobalSetup]
    public void Begin()
    {
        _csv = new CsvFormat();
        _csv.Begin(_output, new SampleQuery { Series = [_series], From = Start, To = Start + TimeSpan.FromDays(30) });
        _csv.BeginSeries(_series);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _csv.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Rows), AllocatedAtMost(0)]
    public async Task Write()
    {
        for (var row = 0; row < Rows; row++)
        {
            _csv.Row(new SampleRow(Start + TimeSpan.FromSeconds(10 * row), 15 + (row % 512 / 16.0), 0));
            if (row % RowsBetweenFlushes == 0)
                await _output.FlushAsync();
        }
    }
}
