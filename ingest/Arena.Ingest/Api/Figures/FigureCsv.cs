using System.Globalization;
using System.Text;
using Arena.Ingest.Api.Samples;
using Arena.Ingest.Figures;

namespace Arena.Ingest.Api.Figures;

/// <summary>Figures as CSV (RFC 4180), a line each.</summary>
internal static class FigureCsv
{
    public static ReadOnlySpan<byte> Head => "time,measurement,subject,figure,unit,value\r\n"u8;

    public static byte[] Line(Figure figure)
    {
        var (field, subject) = figure.Name;
        var value = figure.Text is { } text ? CsvText.Cell(text) : figure.Value.ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($"{figure.Time},{field.Measurement},{CsvText.Cell(subject)},{field.Name},{CsvText.Cell(field.Unit)},{value}\r\n");
    }
}
