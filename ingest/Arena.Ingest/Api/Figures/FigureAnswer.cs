using System.Buffers;
using System.Text.Json;
using Arena.Ingest.Figures;

namespace Arena.Ingest.Api.Figures;

/// <summary>
/// Writes figures row by row. JSON: <c>{"from","to","series":[{"measurement","subject","figure","unit","figures":[["t",v]…]}]}</c>; CSV:
/// <c>time,measurement,subject,figure,unit,value</c>.
/// </summary>
internal sealed class FigureAnswer(FigureQuery query, bool csv, IFigureStore figures, long mostRows) : IResult
{
    private const int RowsBetweenFlushes = 512;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var cancel = httpContext.RequestAborted;
        Utf8JsonWriter? json = null;
        long rows = 0;
        foreach (var name in query.Names)
        {
            await using var series = figures.ReadAsync(name, query.From, query.To, cancel).GetAsyncEnumerator(cancel);

            // The first row comes before the first byte: a store that is away is still told as a problem.
            var any = await series.MoveNextAsync();
            json ??= Begin(response);
            BeginSeries(json, name);
            for (; any; any = await series.MoveNextAsync())
            {
                if (++rows > mostRows)
                    throw new InvalidOperationException($"the answer grew beyond {mostRows} rows");
                Row(response, json, series.Current);
                if (rows % RowsBetweenFlushes == 0)
                    await FlushAsync(response, json, cancel);
            }

            EndSeries(json);
        }

        json ??= Begin(response);
        End(json);
        await FlushAsync(response, json, cancel);
    }

    private Utf8JsonWriter Begin(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.ContentType = csv ? "text/csv; charset=utf-8; header=present" : "application/json; charset=utf-8";
        var json = new Utf8JsonWriter(response.BodyWriter);
        if (csv)
        {
            response.BodyWriter.Write(FigureCsv.Head);
            return json;
        }

        json.WriteStartObject();
        json.WriteString("from"u8, query.From.ToString());
        json.WriteString("to"u8, query.To.ToString());
        json.WriteStartArray("series"u8);
        return json;
    }

    private void BeginSeries(Utf8JsonWriter json, FigureName name)
    {
        if (csv)
            return;
        json.WriteStartObject();
        json.WriteString("measurement"u8, name.Field.Measurement);
        json.WriteString("subject"u8, name.Subject);
        json.WriteString("figure"u8, name.Field.Name);
        json.WriteString("unit"u8, name.Field.Unit);
        json.WriteStartArray("figures"u8);
    }

    private void Row(HttpResponse response, Utf8JsonWriter json, Figure figure)
    {
        if (csv)
        {
            response.BodyWriter.Write(FigureCsv.Line(figure));
            return;
        }

        json.WriteStartArray();
        json.WriteStringValue(figure.Time.ToString());
        if (figure.Name.Field.IsText)
            json.WriteStringValue(figure.Text);
        else
            json.WriteNumberValue(figure.Value);
        json.WriteEndArray();
    }

    private void EndSeries(Utf8JsonWriter json)
    {
        if (csv)
            return;
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void End(Utf8JsonWriter json)
    {
        if (csv)
            return;
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async ValueTask FlushAsync(HttpResponse response, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        if (!csv)
            json.Flush();
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
