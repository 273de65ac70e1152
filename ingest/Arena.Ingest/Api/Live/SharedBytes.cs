namespace Arena.Ingest.Api.Live;

/// <summary>Bytes that any number of clients are sent, packed at most once.</summary>
internal sealed class SharedBytes(byte[] plain)
{
    private readonly Lazy<byte[]> _packed = new(() => GzipPieces.Pack(plain));

    public ReadOnlySpan<byte> As(bool packed) => packed ? _packed.Value : plain;
}
