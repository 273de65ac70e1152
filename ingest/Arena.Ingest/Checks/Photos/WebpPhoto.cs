using System.Buffers.Binary;

namespace Arena.Ingest.Checks.Photos;

/// <summary>
/// WebP (RFC 9649): <c>RIFF, size (4, little-endian), WEBP</c>, then chunks <c>name (4), size (4), bytes, padding to even</c>. Kept: the picture (<c>VP8 </c>, <c>VP8L</c>,
/// <c>ALPH</c>), its header (<c>VP8X</c>, without the flags of what is left out) and colour profile (<c>ICCP</c>). Left out: <c>EXIF</c>, <c>XMP </c> and what nobody knows.
/// </summary>
internal static class WebpPhoto
{
    private const int Head = 12;
    private const byte ExifAndXmp = 0b0000_1100;
    private const byte Animated = 0b0000_0010;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.Length > Head && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    /// <exception cref="PhotoRefusedException">It ends early, moves, or has no picture in it.</exception>
    public static byte[] Bare(ReadOnlySpan<byte> sent)
    {
        using var kept = new MemoryStream(sent.Length);
        kept.Write(sent[..Head]);
        var pictured = false;
        for (var at = Head; at < sent.Length;)
        {
            if (at + 8 > sent.Length)
                throw Damaged("ends early");
            var size = BinaryPrimitives.ReadUInt32LittleEndian(sent[(at + 4)..]);
            var padded = 8L + size + (size & 1);
            if (at + padded > sent.Length)
                throw Damaged("ends early");
            var chunk = sent.Slice(at, (int)padded);
            pictured |= Keep(kept, chunk);
            at += (int)padded;
        }

        if (!pictured)
            throw Damaged("has no picture in it");
        var bytes = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)(bytes.Length - 8));
        return bytes;
    }

    // True for the picture itself.
    private static bool Keep(MemoryStream kept, ReadOnlySpan<byte> chunk)
    {
        var body = chunk[8..];
        if (chunk.StartsWith("VP8 "u8) && body.Length >= 10)
        {
            PhotoBytes.Bound(BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
            kept.Write(chunk);
            return true;
        }

        if (chunk.StartsWith("VP8L"u8) && body.Length >= 5)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            PhotoBytes.Bound((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
            kept.Write(chunk);
            return true;
        }

        if (chunk.StartsWith("VP8X"u8) && body.Length >= 10)
        {
            if ((body[0] & Animated) != 0)
                throw Damaged("moves; send one picture");
            kept.Write(chunk[..8]);
            kept.WriteByte((byte)(body[0] & ~ExifAndXmp));
            kept.Write(body[1..]);
        }
        else if (chunk.StartsWith("ALPH"u8) || chunk.StartsWith("ICCP"u8))
        {
            kept.Write(chunk);
        }

        return false;
    }

    private static PhotoRefusedException Damaged(string how) => new($"the WebP {how}");
}
