using System.IO.Pipelines;
using System.Text.Json;
using Arena.Ingest.Decoding;

namespace Arena.Ingest.Api.Samples;

/// <summary><c>{"from","to","every","agg","series":[{"point","quantity","unit","samples":[["t",v,quality]…]}]}</c></summary>
internal sealed class JsonFormat : SampleFormat
{
    private Utf8JsonWriter? _json;

    public override string ContentType => "application/json; charset=utf-8";

    private Utf8JsonWriter Json => _json ?? throw new InvalidOperationException("the answer has not begun");

    public override void Begin(PipeWriter output, SampleQuery query)
    {
        _json = new Utf8JsonWriter(output);
        Json.WriteStartObject();
        Json.WriteString("from"u8, query.From.ToString());
        Json.WriteString("to"u8, query.To.ToString());
        Json.WriteString("every"u8, query.EveryText);
        Json.WriteString("agg"u8, query.AggregateText);
        Json.WriteStartArray("series"u8);
    }

    public override void BeginSeries(CatalogueSeries series)
    {
        Json.WriteStartObject();
        Json.WriteString("point"u8, series.Name.Point);
        Json.WriteString("quantity"u8, series.Name.Quantity.Name);
        Json.WriteString("unit"u8, series.Name.Quantity.Unit);
        Json.WriteStartArray("samples"u8);
    }

    public override void Row(in SampleRow row)
    {
        Span<byte> time = stackalloc byte[TimeText.MaxLength];
        Json.WriteStartArray();
        Json.WriteStringValue(time[..TimeText.Write(row.Time, time)]);
        Json.WriteNumberValue(row.Value);
        Json.WriteNumberValue(row.Third);
        Json.WriteEndArray();
    }

    public override void EndSeries()
    {
        Json.WriteEndArray();
        Json.WriteEndObject();
    }

    public override void End()
    {
        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.Flush();
    }

    public override void Flush() => Json.Flush();

    protected override void Dispose(bool disposing)
    {
        // A writer that is disposed flushes into an answer that may have broken off: it is left to the collector instead.
        _json = null;
        base.Dispose(disposing);
    }
}
