using System.Buffers;
using System.Security.Cryptography;
using Arena.Wire.Gaps;
using Arena.Wire.Senml;

namespace Arena.Wire.Batches;

/// <summary>A batch as it is kept and sent: its bytes never change again.</summary>
/// <param name="Epoch">Outbox file it was sealed in.</param>
/// <param name="Sequence">Its number in that epoch, from 1.</param>
/// <param name="Payload">The SenML pack, UTF-8.</param>
/// <param name="Hash">SHA-256 of the payload, 32 bytes.</param>
public sealed record SealedBatch(Epoch Epoch, long Sequence, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The content type it is published with (RFC 8428 section 12.3.1).</summary>
    public const string ContentType = "application/senml+json";

    /// <summary>Seals samples and declared gaps under the next sequence number. Throws when there is neither or the number is out of range.</summary>
    public static SealedBatch Seal(Epoch epoch, long sequence, ReadOnlySpan<Sample> samples, IReadOnlyList<Gap>? gaps = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, BatchId.MaxSequence);
        var bytes = new ArrayBufferWriter<byte>(64 + (samples.Length * 80) + ((gaps?.Count ?? 0) * 300));
        SenmlWriter.Write(bytes, samples, epoch, sequence, gaps);
        return new SealedBatch(epoch, sequence, bytes.WrittenMemory, SHA256.HashData(bytes.WrittenSpan));
    }
}
