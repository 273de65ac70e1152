using System.Text;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Escaping of line protocol (docs.influxdata.com, line protocol reference, special characters): a backslash before comma and space in a
/// measurement, and before comma, equals sign and space in tag keys, tag values and field keys.
/// </summary>
internal static class LineProtocol
{
    public static byte[] Measurement(string name) => Escaped(name, ", ");

    /// <summary>A tag key, tag value or field key.</summary>
    /// <exception cref="ArgumentException">
    /// It can't be written: empty, with a control character (no escape exists for a line break), or ending in a backslash.
    /// </exception>
    public static byte[] Key(string text) => Escaped(text, ",= ");

    private static byte[] Escaped(string text, string special)
    {
        if (text.Length == 0 || text[^1] == '\\' || text.Any(char.IsControl))
            throw new ArgumentException(
                $"\"{text}\" can't stand in InfluxDB's line protocol: it is empty, has a control character, or ends in a backslash. "
                + "Rename it in the site manifest");
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (special.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return Encoding.UTF8.GetBytes(escaped.ToString());
    }
}
