using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Arena.Ingest.Decoding;

namespace Arena.Ingest.Api.Samples;

/// <summary><c>time,point,quantity,unit,value,quality</c>, or with windows <c>…,value,count</c>; lines end with CR LF (RFC 4180).</summary>
internal sealed class CsvFormat : SampleFormat
{
    private PipeWriter? _output;
    private byte[] _names = [];

    public override string ContentType => "text/csv; charset=utf-8; header=present";

    private PipeWriter Output => _output ?? throw new InvalidOperationException("the answer has not begun");

    public override void Begin(PipeWriter output, SampleQuery query)
    {
        _output = output;
        output.Write("time,point,quantity,unit,value,"u8);
        output.Write(query.Every is null ? "quality\r\n"u8 : "count\r\n"u8);
    }

    public override void BeginSeries(CatalogueSeries series)
    {
        var (point, quantity) = series.Name;
        _names = Encoding.UTF8.GetBytes($",{CsvText.Cell(point)},{CsvText.Cell(quantity.Name)},{CsvText.Cell(quantity.Unit)},");
    }

    public override void Row(in SampleRow row)
    {
        var span = Output.GetSpan(TimeText.MaxLength + _names.Length + 64);
        var at = TimeText.Write(row.Time, span);
        _names.CopyTo(span[at..]);
        at += _names.Length;
        row.Value.TryFormat(span[at..], out var written, provider: CultureInfo.InvariantCulture);
        at += written;
        span[at++] = (byte)',';
        row.Third.TryFormat(span[at..], out written, provider: CultureInfo.InvariantCulture);
        at += written;
        "\r\n"u8.CopyTo(span[at..]);
        Output.Advance(at + 2);
    }
}
