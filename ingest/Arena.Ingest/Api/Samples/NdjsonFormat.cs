using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Arena.Ingest.Decoding;

namespace Arena.Ingest.Api.Samples;

/// <summary>One object a line: <c>{"time","point","quantity","unit","value","quality"}</c>, or with windows <c>"count"</c>.</summary>
internal sealed class NdjsonFormat : SampleFormat
{
    private PipeWriter? _output;
    private byte[] _names = [];
    private string _third = "quality";

    public override string ContentType => "application/x-ndjson";

    private PipeWriter Output => _output ?? throw new InvalidOperationException("the answer has not begun");

    public override void Begin(PipeWriter output, SampleQuery query)
    {
        _output = output;
        _third = query.Every is null ? "quality" : "count";
    }

    // All that stays the same within a series is made once: a point, a quantity and a unit need no escaping beyond JSON's own.
    public override void BeginSeries(CatalogueSeries series)
    {
        var (point, quantity) = series.Name;
        _names = Encoding.UTF8.GetBytes(
            $"\",\"point\":{Quote(point)},\"quantity\":{Quote(quantity.Name)},\"unit\":{Quote(quantity.Unit)},\"value\":");
    }

    public override void Row(in SampleRow row)
    {
        var span = Output.GetSpan(TimeText.MaxLength + _names.Length + 96);
        var at = Put("{\"time\":\""u8, span, 0);
        at += TimeText.Write(row.Time, span[at..]);
        at = Put(_names, span, at);
        row.Value.TryFormat(span[at..], out var written, provider: CultureInfo.InvariantCulture);
        at = Put(_third == "count" ? ",\"count\":"u8 : ",\"quality\":"u8, span, at + written);
        row.Third.TryFormat(span[at..], out written, provider: CultureInfo.InvariantCulture);
        at = Put("}\n"u8, span, at + written);
        Output.Advance(at);
    }

    private static int Put(ReadOnlySpan<byte> text, Span<byte> into, int at)
    {
        text.CopyTo(into[at..]);
        return at + text.Length;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, ApiJson.Web.String);
}
