using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Arena.Ingest.Hashing;

/// <summary>
/// SHA-256 of eight messages side by side: each step of the function is done for eight at once (FIPS 180-4, section 6.2). Words lie column by column: vector
/// <c>w</c> has word <c>w</c> of every lane.
/// </summary>
internal static class Sha256Lanes
{
    /// <summary>Messages side by side.</summary>
    public const int Lanes = 8;

    /// <summary>Bytes of a message that one step takes in.</summary>
    public const int BlockBytes = 64;

    /// <summary>Vectors of a block.</summary>
    public const int BlockWords = 16;

    /// <summary>Vectors of a state.</summary>
    public const int StateWords = 8;

    /// <summary>Vectors that <see cref="Compress"/> works in: the block, and what it makes of it.</summary>
    public const int Rounds = 64;

    /// <summary>What stands behind the last byte of a message, as the highest bit of a word.</summary>
    public const uint PaddingBit = 0x8000_0000;

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

    /// <summary>The state before the first block.</summary>
    public static void Begin(Span<Vector256<uint>> state)
    {
        for (var word = 0; word < StateWords; word++)
            state[word] = Vector256.Create(Start[word]);
    }

    /// <summary>Takes a block of every lane into its state.</summary>
    /// <param name="state"><see cref="StateWords"/> vectors.</param>
    /// <param name="message"><see cref="Rounds"/> vectors, of which the first <see cref="BlockWords"/> are the block; the others are written.</param>
    public static void Compress(Span<Vector256<uint>> state, Span<Vector256<uint>> message)
    {
        for (var t = BlockWords; t < Rounds; t++)
        {
            var (near, far) = (message[t - 2], message[t - 15]);
            message[t] = (Rotated(near, 17) ^ Rotated(near, 19) ^ (near >>> 10)) + message[t - 7]
                + (Rotated(far, 7) ^ Rotated(far, 18) ^ (far >>> 3)) + message[t - 16];
        }

        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
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

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// <summary>The words as they lie: word <c>w</c> of lane <c>l</c> at <c>w</c> × <see cref="Lanes"/> + <c>l</c>.</summary>
    public static Span<uint> Flat(Span<Vector256<uint>> words) => MemoryMarshal.Cast<Vector256<uint>, uint>(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotated(Vector256<uint> words, int bits) => (words >>> bits) | (words << (32 - bits));
}
