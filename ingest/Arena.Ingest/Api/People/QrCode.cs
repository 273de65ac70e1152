using System.Globalization;
using System.Text;
using QRCoder;

namespace Arena.Ingest.Api.People;

/// <summary>A text as a QR code (ISO/IEC 18004, error correction M) with its quiet zone.</summary>
internal static class QrCode
{
    /// <summary>A square SVG drawing, dark on white whatever the page's colours: cameras want it so.</summary>
    public static string Svg(string text)
    {
        var rows = Rows(text);
        var path = new StringBuilder();
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {rows.Length} {rows.Length}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{rows.Length}v{rows.Length}H0z\"/><path d=\"{path}\"/></svg>";
    }

    /// <summary>Lines of half blocks, two rows of the code in each, for a terminal with light letters on a dark ground.</summary>
    public static string Terminal(string text)
    {
        var rows = Rows(text);
        var lines = new StringBuilder();
        for (var y = 0; y < rows.Length; y += 2)
        {
            for (var x = 0; x < rows.Length; x++)
                lines.Append((rows[y][x], y + 1 < rows.Length && rows[y + 1][x]) switch { (false, false) => '█', (false, true) => '▀', (true, false) => '▄', _ => ' ' });
            lines.Append('\n');
        }

        return lines.ToString();
    }

    // True is dark.
    private static bool[][] Rows(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. code.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())];
    }
}
