using System.Buffers.Binary;
using System.IO.Compression;

namespace Arena.Ingest.Api.Live;

/// <summary>
/// Pieces of a gzip stream (RFC 1952, RFC 1951) that fit after each other in any order: each ends at a byte with an empty stored block, and none looks back
/// beyond itself. So a piece is packed once and sent to all, whatever each was sent before.
/// </summary>
/// <remarks>The checksum at the end of a gzip stream never comes: a live stream has no end, it breaks off.</remarks>
internal static class GzipPieces
{
    /// <summary>Bytes a stored block holds at most.</summary>
    private const int MostStored = ushort.MaxValue;

    private static readonly byte[] Magic = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    /// <summary>What a stream begins with: method deflate, no flags, no time, unknown system.</summary>
    public static ReadOnlySpan<byte> Head => Magic;

    /// <summary>A piece, as small as can be without much work.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream(bytes.Length / 3);
        using var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(bytes);
        // Flushed, not ended: the block is not marked as the last one.
        deflate.Flush();
        return packed.ToArray();
    }

    /// <summary>A piece for one client alone: as it is, behind five bytes.</summary>
    public static byte[] Store(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MostStored);
        var piece = new byte[bytes.Length + 5];
        BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(1), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(3), (ushort)~bytes.Length);
        bytes.CopyTo(piece.AsSpan(5));
        return piece;
    }
}
