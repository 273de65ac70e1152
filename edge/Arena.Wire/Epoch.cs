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

    public override string ToString() => _bits.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
