using System.IO.Pipelines;
using Arena.Ingest.Api.Samples;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>Every raw sample of every series, as <c>GET /api/v1/samples</c> gives them.</summary>
internal sealed class SamplesFile(VenueCatalogue catalogue, ISampleStore store) : IExportFile
{
    private const int RowsBetweenFlushes = 512;

    public string Name => "samples.csv";

    public string English => "A raw sample, as it was measured; by series, and within a series by time.";

    public IReadOnlyList<ExportColumn> Columns { get; } =
    [
        new("time", "time", "When it was measured"),
        new("point", "text", "Where: points.csv"),
        new("quantity", "text", "What: quantities in match.json"),
        new("unit", "text", "SenML unit (RFC 8428) of the value"),
        new("value", "number", "In that unit; a counter's is a register that grows"),
        new("quality", "integer", "Bit mask, 0 for good: quality in match.json"),
    ];

    public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
    {
        using var format = new CsvFormat();
        format.Begin(output, new SampleQuery { Series = catalogue.Series, From = asked.From, To = asked.To });
        long rows = 0;
        foreach (var series in catalogue.Series)
        {
            format.BeginSeries(series);
            await foreach (var sample in store.ReadAsync(series.Name, asked.From, asked.To, cancellationToken))
            {
                format.Row(new SampleRow(sample.Time, sample.Value, (long)sample.Quality));
                if (++rows % RowsBetweenFlushes == 0)
                    await output.FlushAsync(cancellationToken);
            }
        }
    }
}
