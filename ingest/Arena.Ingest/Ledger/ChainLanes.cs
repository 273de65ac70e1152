using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Carries the chains of eight epochs along side by side: the links of one depend on one another, those of eight don't, so each step of SHA-256 is done for eight
/// at once. A message is always the 32 bytes of a link, one block (FIPS 180-4, section 6.2).
/// </summary>
internal static class ChainLanes
{
    /// <summary>Chains side by side.</summary>
    public const int Lanes = 8;

    private const int Words = BatchChain.Bytes / sizeof(uint);
    private const int Rounds = 64;
    private const uint PaddingBit = 0x8000_0000;
    private const uint MessageBits = 2 * BatchChain.Bytes * 8;

    private static ReadOnlySpan<uint> Start =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

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
        Span<Vector256<uint>> message = stackalloc Vector256<uint>[Rounds];
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

            Next(chain, hash, message);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (step == drafts[lane].Unlinked.Length - 1)
                    drafts[lane].Linked(Get(chain, lane));
            }
        }
    }

    // The first words of SHA-256(chain ‖ hash), in the chain's place; message is room to work in.
    private static void Next(Span<Vector256<uint>> chain, ReadOnlySpan<Vector256<uint>> hash, Span<Vector256<uint>> message)
    {
        chain.CopyTo(message);
        hash.CopyTo(message[Words..]);
        message[8] = Vector256.Create(PaddingBit);
        message[9..15].Clear();
        message[15] = Vector256.Create(MessageBits);
        for (var t = 16; t < Rounds; t++)
        {
            var (near, far) = (message[t - 2], message[t - 15]);
            message[t] = (Rotated(near, 17) ^ Rotated(near, 19) ^ (near >>> 10)) + message[t - 7]
                + (Rotated(far, 7) ^ Rotated(far, 18) ^ (far >>> 3)) + message[t - 16];
        }

        var a = Vector256.Create(Start[0]);
        var b = Vector256.Create(Start[1]);
        var c = Vector256.Create(Start[2]);
        var d = Vector256.Create(Start[3]);
        var e = Vector256.Create(Start[4]);
        var f = Vector256.Create(Start[5]);
        var g = Vector256.Create(Start[6]);
        var h = Vector256.Create(Start[7]);
        for (var t = 0; t < Rounds; t++)
        {
            var one = h + (Rotated(e, 6) ^ Rotated(e, 11) ^ Rotated(e, 25)) + (g ^ (e & (f ^ g))) + Vector256.Create(Constants[t]) + message[t];
            var two = (Rotated(a, 2) ^ Rotated(a, 13) ^ Rotated(a, 22)) + ((a & b) | (c & (a | b)));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }

        chain[0] = a + Vector256.Create(Start[0]);
        chain[1] = b + Vector256.Create(Start[1]);
        chain[2] = c + Vector256.Create(Start[2]);
        chain[3] = d + Vector256.Create(Start[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotated(Vector256<uint> words, int bits) => (words >>> bits) | (words << (32 - bits));

    private static void Set(Span<Vector256<uint>> words, int lane, ReadOnlySpan<byte> bytes)
    {
        var flat = MemoryMarshal.Cast<Vector256<uint>, uint>(words);
        for (var word = 0; word < Words; word++)
            flat[(word * Lanes) + lane] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(word * sizeof(uint))..]);
    }

    private static BatchChain Get(ReadOnlySpan<Vector256<uint>> words, int lane)
    {
        var flat = MemoryMarshal.Cast<Vector256<uint>, uint>(words);
        Span<byte> bytes = stackalloc byte[BatchChain.Bytes];
        for (var word = 0; word < Words; word++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes[(word * sizeof(uint))..], flat[(word * Lanes) + lane]);
        return BatchChain.From(bytes);
    }
}
