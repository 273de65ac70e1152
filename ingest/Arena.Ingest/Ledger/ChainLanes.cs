using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Arena.Ingest.Hashing;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Carries the chains of eight epochs along side by side: the links of one depend on one another, those of eight don't. A message is always the 32 bytes of a
/// link, one block.
/// </summary>
internal static class ChainLanes
{
    private const int Lanes = Sha256Lanes.Lanes;
    private const int Words = BatchChain.Bytes / sizeof(uint);
    private const uint MessageBits = 2 * BatchChain.Bytes * 8;

    /// <summary>Carries the chains of drafts over the batches that came.</summary>
    public static void Carry(List<EpochDraft> drafts)
    {
        // Neighbours of about one length, so that few lanes run empty.
        drafts.Sort(static (one, other) => other.Unlinked.Length.CompareTo(one.Unlinked.Length));
        var behind = CollectionsMarshal.AsSpan(drafts);
        while (behind.Length >= Lanes && behind[Lanes - 1].Unlinked.Length > 0)
        {
            CarryTogether(behind[..Lanes]);
            behind = behind[Lanes..];
        }
    }

    private static void CarryTogether(ReadOnlySpan<EpochDraft> drafts)
    {
        Span<Vector256<uint>> chain = stackalloc Vector256<uint>[Words];
        Span<Vector256<uint>> hash = stackalloc Vector256<uint>[Words];
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[Sha256Lanes.StateWords];
        Span<Vector256<uint>> message = stackalloc Vector256<uint>[Sha256Lanes.Rounds];
        Span<byte> bytes = stackalloc byte[BatchChain.Bytes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            drafts[lane].Chain!.Value.WriteTo(bytes);
            Set(chain, lane, bytes);
        }

        var steps = drafts[0].Unlinked.Length;
        for (var step = 0; step < steps; step++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (step < drafts[lane].Unlinked.Length)
                    Set(hash, lane, drafts[lane].Unlinked[step].Batch.Hash.Span);
            }

            Next(chain, hash, state, message);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (step == drafts[lane].Unlinked.Length - 1)
                    drafts[lane].Linked(Get(chain, lane));
            }
        }
    }

    // The first words of SHA-256(chain ‖ hash), in the chain's place; state and message are room to work in.
    private static void Next(
        Span<Vector256<uint>> chain, ReadOnlySpan<Vector256<uint>> hash, Span<Vector256<uint>> state, Span<Vector256<uint>> message)
    {
        chain.CopyTo(message);
        hash.CopyTo(message[Words..]);
        message[8] = Vector256.Create(Sha256Lanes.PaddingBit);
        message[9..15].Clear();
        message[15] = Vector256.Create(MessageBits);
        Sha256Lanes.Begin(state);
        Sha256Lanes.Compress(state, message);
        state[..Words].CopyTo(chain);
    }

    private static void Set(Span<Vector256<uint>> words, int lane, ReadOnlySpan<byte> bytes)
    {
        var flat = Sha256Lanes.Flat(words);
        for (var word = 0; word < Words; word++)
            flat[(word * Lanes) + lane] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(word * sizeof(uint))..]);
    }

    private static BatchChain Get(Span<Vector256<uint>> words, int lane)
    {
        var flat = Sha256Lanes.Flat(words);
        Span<byte> bytes = stackalloc byte[BatchChain.Bytes];
        for (var word = 0; word < Words; word++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes[(word * sizeof(uint))..], flat[(word * Lanes) + lane]);
        return BatchChain.From(bytes);
    }
}
