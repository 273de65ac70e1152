using System.Globalization;
using System.Text;

namespace Arena.Edge.Sensors.Han;

/// <summary>A whole telegram: who sent it, when, and its registers by OBIS code.</summary>
/// <param name="Ident">What follows the <c>/</c>: maker (three letters), speed, type.</param>
/// <param name="MonotonicNs">When its first byte came.</param>
/// <param name="MeterTime">The meter's own clock, null where it tells none. Samples are not dated by it.</param>
/// <param name="Registers">By code without the medium's channel, <c>1.8.0</c>; the first where one is there twice.</param>
internal sealed record Telegram(string Ident, long MonotonicNs, DateTimeOffset? MeterTime, IReadOnlyDictionary<string, ObisValue> Registers)
{
    private const string Clock = "0-0:1.0.0(";
    private const string Electricity = "1-0:";

    /// <summary>Swedish meters tell normal time all year (W). Some tell summer time and say so (S).</summary>
    private static readonly TimeSpan Normal = TimeSpan.FromHours(1);
    private static readonly TimeSpan Summer = TimeSpan.FromHours(2);

    /// <summary>Reads what a framer found whole. A line that is no register of electricity, or not understood, is passed over.</summary>
    public static Telegram Read(ReadOnlySpan<byte> text, long monotonicNs)
    {
        var lines = Encoding.ASCII.GetString(text).Split('\n', StringSplitOptions.TrimEntries);
        var registers = new Dictionary<string, ObisValue>(StringComparer.Ordinal);
        DateTimeOffset? time = null;
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith(Clock, StringComparison.Ordinal)) time = ReadClock(line[Clock.Length..]);
            else if (line.StartsWith(Electricity, StringComparison.Ordinal) && ObisValue.TryRead(line[Electricity.Length..], out var code, out var value)) registers.TryAdd(code, value);
        }

        return new Telegram(lines[0][1..], monotonicNs, time, registers);
    }

    private static DateTimeOffset? ReadClock(string text)
    {
        var end = text.IndexOf(')', StringComparison.Ordinal);
        if (end < 12) return null;
        var offset = text[12..end] switch
        {
            "" or "W" => Normal,
            "S" => Summer,
            _ => (TimeSpan?)null,
        };
        return offset is { } known && DateTime.TryParseExact(text[..12], "yyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, known)
            : null;
    }
}
