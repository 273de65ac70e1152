using System.Buffers.Binary;

namespace Arena.Ingest.Tests.Checks;

/// <summary>Photos put together by hand, so that a test knows each of their bytes.</summary>
internal static class Photos
{
    /// <summary>Stands for a place in Exif, XMP, comments and behind the end.</summary>
    public const string Place = "60.4950N 15.4340E";

    private static readonly byte[] Frame = [0x00, 0x11, 0x08, 0x02, 0x58, 0x03, 0x20, 0x03, 0x01, 0x22, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01];
    private static readonly byte[] Scan = [0x00, 0x0C, 0x03, 0x01, 0x00, 0x02, 0x11, 0x03, 0x11, 0x00, 0x3F, 0x00];

    // A stuffed FF and a restart marker are part of it.
    private static readonly byte[] Coded = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];

    /// <summary>A JPEG of 800 × 600 with nothing but the picture, and its colour profile.</summary>
    public static byte[] Bare { get; } = Jpeg();

    /// <summary>The same as a telephone makes it.</summary>
    public static byte[] WithPlace { get; } =
        Jpeg([.. Segment(0xE1, "Exif\0\0" + Place), .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0" + Place), .. Segment(0xED, Place), .. Segment(0xE2, "MPF\0" + Place), .. Segment(0xFE, Place)], Text(Place));

    public static byte[] Jpeg(byte[]? inside = null, byte[]? behind = null) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, "JFIF\0\u0001\u0002"),
        .. inside ?? [],
        .. Segment(0xE2, "ICC_PROFILE\0profile"),
        0xFF, 0xC0, .. Frame,
        0xFF, 0xDA, .. Scan, .. Coded,
        0xFF, 0xD9,
        .. behind ?? [],
    ];

    /// <summary>A WebP of 640 × 480 of the extended kind.</summary>
    public static byte[] Webp(bool withPlace = false, bool moves = false)
    {
        byte[] flags = [(byte)((withPlace ? 0x0C : 0) | (moves ? 0x02 : 0)), 0, 0, 0, 0x7F, 0x02, 0, 0xDF, 0x01, 0];
        byte[] picture = [0x30, 0x01, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01, 0x07];
        byte[] body = [.. Chunk("VP8X", flags), .. Chunk("VP8 ", picture), .. withPlace ? [.. Chunk("EXIF", Text(Place)), .. Chunk("XMP ", Text(Place))] : Array.Empty<byte>()];
        var riff = new byte[12 + body.Length];
        Text("RIFF").CopyTo(riff, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(riff.AsSpan(4), (uint)(riff.Length - 8));
        Text("WEBP").CopyTo(riff, 8);
        body.CopyTo(riff, 12);
        return riff;
    }

    private static byte[] Segment(byte marker, string text)
    {
        var body = Text(text);
        return [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];
    }

    private static byte[] Chunk(string name, byte[] body)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)body.Length);
        return [.. Text(name), .. size, .. body, .. body.Length % 2 == 1 ? [0] : Array.Empty<byte>()];
    }

    private static byte[] Text(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
