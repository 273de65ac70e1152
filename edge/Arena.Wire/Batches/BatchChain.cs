using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Arena.Wire.Batches;

/// <summary>
/// 16 bytes that stand for the content of every batch of an epoch from 1 to some number: edge and ledger compute it from what they have, and
/// where they are equal, both have the same batches. Two outboxes with one history, a card rolled back to an old image or a clone, part here.
/// </summary>
/// <remarks>chain(n) = SHA-256(chain(n − 1) ‖ first 16 bytes of the SHA-256 of batch n), its first 16 bytes; chain(0) is 16 zero bytes.</remarks>
public readonly record struct BatchChain(UInt128 Value)
{
    /// <summary>Length in bytes, and of the part of a batch's hash that goes into it.</summary>
    public const int Bytes = 16;

    private const int HexDigits = 2 * Bytes;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Of no batch at all.</summary>
    public static BatchChain Start => default;

    /// <summary>The chain with one batch more.</summary>
    /// <param name="hash">SHA-256 of its payload; only the first 16 bytes count.</param>
    public BatchChain Next(ReadOnlySpan<byte> hash)
    {
        Span<byte> link = stackalloc byte[2 * Bytes];
        WriteTo(link);
        hash[..Bytes].CopyTo(link[Bytes..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(link, digest);
        return From(digest);
    }

    /// <summary>From its 16 bytes, the first of <paramref name="bytes"/>.</summary>
    public static BatchChain From(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Its 16 bytes.</summary>
    public void WriteTo(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    /// <summary>Its 16 bytes, as they are kept.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Bytes];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>Reads 32 lower-case hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BatchChain chain)
    {
        chain = default;
        if (text is not { Length: HexDigits } || text.AsSpan().ContainsAnyExcept(Hexadecimal))
            return false;
        chain = new BatchChain(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
