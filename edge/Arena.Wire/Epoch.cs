using System.Buffers;
using System.Security.Cryptography;

namespace Arena.Wire;

/// <summary>The random id of one outbox file: 128 bits, written as 32 lower-case hexadecimal digits.</summary>
public readonly record struct Epoch
{
    private const int Digits = 32;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly UInt128 _bits;

    private Epoch(UInt128 bits) => _bits = bits;

    /// <summary>A new one, from the system's random source.</summary>
    public static Epoch New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new Epoch(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Reads 32 lower-case hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Epoch epoch)
    {
        epoch = default;
        if (text.Length != Digits || text.ContainsAnyExcept(Hexadecimal))
            return false;
        epoch = new Epoch(UInt128.Parse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Reads 32 lower-case hexadecimal digits in ASCII or UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Epoch epoch)
    {
        epoch = default;
        if (utf8.Length != Digits || !TryHalf(utf8[..(Digits / 2)], out var upper) || !TryHalf(utf8[(Digits / 2)..], out var lower))
            return false;
        epoch = new Epoch(new UInt128(upper, lower));
        return true;
    }

    private static bool TryHalf(ReadOnlySpan<byte> digits, out ulong half)
    {
        half = 0;
        var faults = 0;
        foreach (var digit in digits)
        {
            var number = digit - '0';
            var letter = digit - 'a';
            var value = (uint)number <= 9 ? number : letter + 10;
            faults |= (uint)number <= 9 || (uint)letter <= 5 ? 0 : 1;
            half = (half << 4) | (uint)value & 0xF;
        }

        return faults == 0;
    }

    public override string ToString() => _bits.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
