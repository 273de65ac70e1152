using System.Buffers.Text;

namespace Arena.Wire.Batches.Plain;

/// <summary>
/// Numbers in JSON (RFC 8259 section 6) straight from their bytes. Each method takes what it can tell exactly and gives up on the rest, so that a
/// number is never another than the one the full reader would have found.
/// </summary>
internal static class PlainNumber
{
    private const ulong LargestExact = 1UL << 53;

    // As many digits as always fit 64 bits.
    private const int MostDigits = 19;

    // Nine digits of exponent are more than any double needs, and never overflow.
    private const int MostExponentDigits = 9;

    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a finite double at <paramref name="at"/> and moves behind it.</summary>
    /// <remarks>
    /// A mantissa up to 2^53 and a power of ten up to 10^22 are both exact in a double, so that one multiplication or division rounds as the standard asks
    /// (Clinger 1990, "How to read floating point numbers accurately", section 3). All else goes to the runtime's parser.
    /// </remarks>
    public static bool TryDouble(ReadOnlySpan<byte> text, ref int at, out double value)
    {
        value = 0;
        var start = at;
        var place = at;
        var negative = place < text.Length && text[place] == (byte)'-';
        if (negative)
            place++;

        ulong mantissa = 0;
        var first = place;
        while (place < text.Length && (uint)(text[place] - '0') <= 9)
            mantissa = (mantissa * 10) + (uint)(text[place++] - '0');
        var digits = place - first;
        if (digits == 0 || (digits > 1 && text[first] == (byte)'0'))
            return false;

        var exponent = 0;
        if (place < text.Length && text[place] == (byte)'.')
        {
            var point = ++place;
            while (place < text.Length && (uint)(text[place] - '0') <= 9)
                mantissa = (mantissa * 10) + (uint)(text[place++] - '0');
            exponent = point - place;
            if (exponent == 0)
                return false;
            digits -= exponent;
        }

        if (place < text.Length && (text[place] | 0x20) == 'e' && !TryExponent(text, ref place, ref exponent))
            return false;

        at = place;
        if (digits > MostDigits || mantissa > LargestExact || exponent is < -22 or > 22)
            return Utf8Parser.TryParse(text[start..place], out value, out var consumed) && consumed == place - start && double.IsFinite(value);
        value = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
        value = negative ? -value : value;
        return true;
    }

    /// <summary>Reads seconds with at most six decimals, not negative and without exponent, as microseconds, and moves behind them.</summary>
    public static bool TryMicroseconds(ReadOnlySpan<byte> text, ref int at, out long microseconds)
    {
        microseconds = 0;
        if (!TryWhole(text, ref at, mostDigits: 12, out var seconds))
            return false;
        long fraction = 0;
        var missing = 6;
        if (at < text.Length && text[at] == (byte)'.')
        {
            for (at++; at < text.Length && (uint)(text[at] - '0') <= 9; at++, missing--)
            {
                if (missing == 0)
                    return false;
                fraction = (fraction * 10) + (text[at] - '0');
            }

            if (missing == 6)
                return false;
        }

        for (; missing > 0; missing--)
            fraction *= 10;
        microseconds = (seconds * 1_000_000) + fraction;
        return true;
    }

    /// <summary>Reads a whole number of at most <paramref name="mostDigits"/> (up to 18) digits, not negative, and moves behind it.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, ref int at, int mostDigits, out long whole)
    {
        whole = 0;
        var first = at;
        while (at < text.Length && (uint)(text[at] - '0') <= 9 && at - first < mostDigits)
            whole = (whole * 10) + (text[at++] - '0');
        return at > first && (at - first == 1 || text[first] != (byte)'0');
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref int place, ref int exponent)
    {
        place++;
        var negative = place < text.Length && text[place] == (byte)'-';
        if (place < text.Length && text[place] is (byte)'-' or (byte)'+')
            place++;
        var first = place;
        var given = 0;
        while (place < text.Length && (uint)(text[place] - '0') <= 9 && place - first < MostExponentDigits)
            given = (given * 10) + (text[place++] - '0');
        exponent += negative ? -given : given;
        return place > first;
    }
}
