using System.Globalization;

namespace Arena.Ingest.Store.Influx;

/// <summary>Durations as InfluxDB writes them: <c>168h0m0s</c>, <c>0s</c>.</summary>
internal static class GoDuration
{
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan Parse(string text)
    {
        var sum = TimeSpan.Zero;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]) || text[at] == '.')
                continue;
            var number = double.Parse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            sum += text[at] switch
            {
                'h' => TimeSpan.FromHours(number),
                'm' => TimeSpan.FromMinutes(number),
                's' => TimeSpan.FromSeconds(number),
                _ => throw new FormatException($"\"{text}\" is no duration like 168h0m0s"),
            };
            start = at + 1;
        }

        return sum;
    }
}
