using Arena.Wire;

namespace Arena.Ingest.Checks.Photos;

/// <summary>A photo that lies in the folder.</summary>
/// <param name="Kind">JPEG or WebP.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Written">When it was kept.</param>
internal sealed record KeptPhoto(PhotoKind Kind, long Bytes, UnixTime Written);
