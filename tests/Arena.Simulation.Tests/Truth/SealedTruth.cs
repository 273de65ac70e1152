using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Simulation.Tests.Truth;

/// <summary>A batch that became durable in some outbox.</summary>
/// <param name="Id">Which; two outboxes of one history may have sealed two under one number.</param>
/// <param name="Hash">SHA-256 of its bytes, in hexadecimal.</param>
/// <param name="Samples">What it holds.</param>
/// <param name="Gaps">What it declares.</param>
/// <param name="Outbox">The outbox it was sealed in.</param>
/// <param name="At">When.</param>
internal sealed record SealedTruth(BatchId Id, string Hash, IReadOnlyList<Sample> Samples, IReadOnlyList<Gap> Gaps, string Outbox, TimeSpan At);

/// <summary>A batch's identity together with its bytes.</summary>
internal readonly record struct BatchBytes(BatchId Id, string Hash)
{
    public static BatchBytes Of(BatchId id, ReadOnlySpan<byte> sha256) => new(id, Convert.ToHexString(sha256));
}
