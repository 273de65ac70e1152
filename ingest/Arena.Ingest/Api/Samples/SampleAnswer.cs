using System.Runtime.CompilerServices;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store;

namespace Arena.Ingest.Api.Samples;

/// <summary>Writes the answer to a question row by row: a year of samples costs no more memory than a minute.</summary>
internal sealed class SampleAnswer(SampleQuery query, SampleFormat format, ISampleStore store, long mostRows) : IResult
{
    private const int RowsBetweenFlushes = 512;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ended = format;
        var cancel = httpContext.RequestAborted;
        var output = httpContext.Response.BodyWriter;
        long rows = 0;
        for (var i = 0; i < query.Series.Count; i++)
        {
            await using var series = RowsAsync(query.Series[i], cancel).GetAsyncEnumerator(cancel);

            // The first row comes before the first byte: a store that is away is still told as a problem.
            var any = await series.MoveNextAsync();
            if (i == 0)
            {
                httpContext.Response.ContentType = format.ContentType;
                httpContext.Response.Headers.CacheControl = "no-store";
                format.Begin(output, query);
            }

            format.BeginSeries(query.Series[i]);
            for (; any; any = await series.MoveNextAsync())
            {
                if (++rows > mostRows)
                    throw new InvalidOperationException($"the answer grew beyond {mostRows} rows");
                format.Row(series.Current);
                if (rows % RowsBetweenFlushes == 0)
                {
                    format.Flush();
                    await output.FlushAsync(cancel);
                }
            }

            format.EndSeries();
        }

        format.End();
        await output.FlushAsync(cancel);
    }

    private async IAsyncEnumerable<SampleRow> RowsAsync(CatalogueSeries series, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Every is { } every)
        {
            var value = query.Aggregate;
            await foreach (var window in store.AggregateAsync(series.Name, query.From, query.To, every, cancellationToken))
                yield return new SampleRow(window.Start, value(window), window.Count);
        }
        else
        {
            await foreach (var sample in store.ReadAsync(series.Name, query.From, query.To, cancellationToken))
                yield return new SampleRow(sample.Time, sample.Value, (long)sample.Quality);
        }
    }
}
