using System.Buffers;

namespace Arena.Ingest.Api.Samples;

/// <summary>Text in a CSV cell (RFC 4180), made harmless for spreadsheets.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>
    /// The text as a cell. One that a spreadsheet would take for a formula (it begins with = + - @, tab or return) gets an apostrophe before it;
    /// numbers are not written through here and stay numbers.
    /// </summary>
    public static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = $"'{text}";
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
