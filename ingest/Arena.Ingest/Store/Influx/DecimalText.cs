using System.Globalization;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Numbers as line protocol has them. Measurements are nearly always whole numbers or short decimals; those are written from an integer, and everything
/// else by .NET's shortest form that reads back as the same double.
/// </summary>
/// <remarks>
/// Why a short decimal is exact: with m whole and below 2^53 and k at most 22, m and 10^k are doubles without error, so the double m / 10^k is the one nearest to the
/// true quotient, and that is also what reading the digits of m with k decimals gives. So where m / 10^k equals the value, its digits read back as the value.
/// </remarks>
internal static class DecimalText
{
    /// <summary>Most bytes of one number: the longest double is 24 characters, and <c>.0</c> may follow.</summary>
    public const int Longest = 32;

    private const double MostWhole = 1e15;
    private const int MostDecimals = 6;

    private static ReadOnlySpan<double> Powers => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    /// <summary>Two digits for each number below 100.</summary>
    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes a finite double, always recognisable as one: <c>42.0</c>, <c>0.1</c>, <c>1E+17</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="into">At least <see cref="Longest"/> bytes.</param>
    /// <returns>How many were written.</returns>
    public static int WriteFloat(double value, Span<byte> into)
    {
        var size = Math.Abs(value);
        if (size < MostWhole && BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(-0.0))
        {
            for (var decimals = 0; decimals <= MostDecimals; decimals++)
            {
                var scaled = size * Powers[decimals];
                if (scaled >= MostWhole)
                    break;
                var whole = (long)(scaled + 0.5);
                if (whole / Powers[decimals] == size)
                    return WriteShort(value < 0, whole, decimals, into);
            }
        }

        return WriteAny(value, into);
    }

    /// <summary>Writes a whole number that is not negative.</summary>
    public static int WriteWhole(long value, Span<byte> into)
    {
        var length = Digits(value);
        WriteDigits((ulong)value, into[..length]);
        return length;
    }

    /// <summary>Writes eight digits, zeros in front.</summary>
    public static void WriteEight(uint value, Span<byte> into) => WriteDigits(value, into[..8]);

    // decimals > 0 means: the last one is not 0, because one decimal less was tried before.
    private static int WriteShort(bool negative, long whole, int decimals, Span<byte> into)
    {
        var at = 0;
        if (negative)
            into[at++] = (byte)'-';
        if (decimals == 0)
        {
            at += WriteWhole(whole, into[at..]);
            into[at] = (byte)'.';
            into[at + 1] = (byte)'0';
            return at + 2;
        }

        var power = (long)Powers[decimals];
        var units = whole / power;
        at += WriteWhole(units, into[at..]);
        into[at++] = (byte)'.';
        WriteDigits((ulong)(whole - (units * power)), into.Slice(at, decimals));
        return at + decimals;
    }

    private static int WriteAny(double value, Span<byte> into)
    {
        value.TryFormat(into, out var written, "R", CultureInfo.InvariantCulture);
        if (into[..written].ContainsAny((byte)'.', (byte)'E'))
            return written;
        into[written] = (byte)'.';
        into[written + 1] = (byte)'0';
        return written + 2;
    }

    private static void WriteDigits(ulong value, Span<byte> into)
    {
        var at = into.Length;
        while (at >= 2)
        {
            var (rest, pair) = Math.DivRem(value, 100UL);
            into[at - 1] = Pairs[(int)(pair * 2) + 1];
            into[at - 2] = Pairs[(int)(pair * 2)];
            value = rest;
            at -= 2;
        }

        if (at == 1)
            into[0] = (byte)('0' + (value % 10));
    }

    private static int Digits(long value)
    {
        var (digits, limit) = (1, 10L);
        while (value >= limit && digits < 18)
        {
            digits++;
            limit *= 10;
        }

        return value >= limit ? digits + 1 : digits;
    }
}
