namespace Arena.Ingest.Checks.Photos;

/// <summary>A photo without anything in it but the picture: no place, time, phone or thumbnail.</summary>
/// <param name="Kind">What it is, by its first bytes.</param>
/// <param name="Bytes">As they are kept.</param>
internal sealed record PhotoBytes(PhotoKind Kind, byte[] Bytes)
{
    /// <summary>Largest width and height: a phone makes them 1600 at most.</summary>
    public const int MostPixels = 4096;

    /// <summary>Takes the picture out of what was sent.</summary>
    /// <exception cref="PhotoRefusedException">It is no JPEG or still WebP, damaged, or too large.</exception>
    public static PhotoBytes Of(ReadOnlySpan<byte> sent) =>
        JpegPhoto.Is(sent) ? new PhotoBytes(PhotoKind.Jpeg, JpegPhoto.Bare(sent))
        : WebpPhoto.Is(sent) ? new PhotoBytes(PhotoKind.Webp, WebpPhoto.Bare(sent))
        : throw new PhotoRefusedException("its first bytes are neither a JPEG's nor a WebP's");

    internal static void Bound(int width, int height)
    {
        if (width is < 1 or > MostPixels || height is < 1 or > MostPixels)
            throw new PhotoRefusedException($"it is {width} × {height} pixels, and at most {MostPixels} × {MostPixels} are kept");
    }
}

/// <summary>What photos can be.</summary>
internal enum PhotoKind
{
    Jpeg,
    Webp,
}

/// <summary>What follows from it.</summary>
internal static class PhotoKinds
{
    public static string Extension(this PhotoKind kind) => kind == PhotoKind.Jpeg ? ".jpg" : ".webp";

    public static string ContentType(this PhotoKind kind) => kind == PhotoKind.Jpeg ? "image/jpeg" : "image/webp";
}
