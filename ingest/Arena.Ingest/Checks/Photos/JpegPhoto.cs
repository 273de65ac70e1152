using System.Buffers.Binary;

namespace Arena.Ingest.Checks.Photos;

/// <summary>
/// JPEG (ITU-T T.81, Annex B), segment by segment: <c>FF D8</c>, then <c>FF marker, length (2 bytes, its own included), …</c>; after a scan's header entropy-coded bytes,
/// in which <c>FF</c> is followed by <c>00</c> or a restart marker; <c>FF D9</c> ends it.
/// </summary>
/// <remarks>
/// Kept: JFIF (APP0), the colour profile (APP2 that begins with ICC_PROFILE), Adobe's colour transform (APP14), and what the picture is made of. Left out: Exif and XMP (APP1), with
/// place and time; every other application segment; comments; and whatever lies behind the end, such as a film or further pictures.
/// </remarks>
internal static class JpegPhoto
{
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;
    private const byte Comment = 0xFE;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <exception cref="PhotoRefusedException">It ends early, or isn't put together as a JPEG is.</exception>
    public static byte[] Bare(ReadOnlySpan<byte> sent)
    {
        using var kept = new MemoryStream(sent.Length);
        kept.Write(sent[..2]);
        var sized = false;
        for (var at = 2; ;)
        {
            var marker = Marker(sent, ref at);
            if (marker == End)
            {
                kept.Write([0xFF, End]);
                return sized ? kept.ToArray() : throw Damaged("has no picture in it");
            }

            var segment = Segment(sent, at);
            if (IsFrame(marker))
            {
                if (segment.Length < 7)
                    throw Damaged("has a frame without a size");
                PhotoBytes.Bound(BinaryPrimitives.ReadUInt16BigEndian(segment[5..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
                sized = true;
            }

            at += segment.Length;
            var coded = marker == Scan ? Coded(sent[at..]) : 0;
            if (IsKept(marker, segment))
            {
                kept.Write([0xFF, marker]);
                kept.Write(segment);
                kept.Write(sent.Slice(at, coded));
            }

            at += coded;
        }
    }

    // Any number of FF may stand before a marker.
    private static byte Marker(ReadOnlySpan<byte> sent, ref int at)
    {
        if (at >= sent.Length || sent[at] != 0xFF)
            throw Damaged(at >= sent.Length ? "ends early" : $"has no marker at byte {at}");
        while (at < sent.Length && sent[at] == 0xFF)
            at++;
        return at < sent.Length ? sent[at++] : throw Damaged("ends early");
    }

    // With the two bytes of its length.
    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> sent, int at)
    {
        if (at + 2 > sent.Length)
            throw Damaged("ends early");
        var length = BinaryPrimitives.ReadUInt16BigEndian(sent[at..]);
        return length >= 2 && at + length <= sent.Length ? sent.Slice(at, length) : throw Damaged("ends early");
    }

    private static int Coded(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; at + 1 < rest.Length; at++)
        {
            if (rest[at] == 0xFF && rest[at + 1] is not (0 or 0xFF or >= 0xD0 and <= 0xD7))
                return at;
        }

        throw Damaged("ends early");
    }

    // SOF0 to SOF15, without the tables (DHT, JPG, DAC) among them.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool IsKept(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        0xE0 or 0xEE => true,
        0xE2 => segment[2..].StartsWith("ICC_PROFILE\0"u8),
        >= 0xE1 and <= 0xEF or Comment => false,
        _ => true,
    };

    private static PhotoRefusedException Damaged(string how) => new($"the JPEG {how}");
}
