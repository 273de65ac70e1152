using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Arena.Ingest.Hashing;

/// <summary>
/// SHA-256 of many payloads: short ones eight side by side, long ones by the system's library one after the other, which has instructions for it and only its
/// calls are dear. Not thread-safe.
/// </summary>
internal sealed class PayloadHashes : IDisposable
{
    /// <summary>Longest payload that is hashed side by side.</summary>
    public const int MostBytes = 1024;

    private const int LengthBytes = sizeof(ulong);

    // One that is kept makes no new context of the library for each payload, as the one-shot does.
    private readonly IncrementalHash _library = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ReadOnlyMemory<byte>[] _payloads = new ReadOnlyMemory<byte>[Sha256Lanes.Lanes];
    private readonly Memory<byte>[] _hashes = new Memory<byte>[Sha256Lanes.Lanes];
    private int _waiting;

    /// <summary>Hashes a payload, or lets it wait for seven others.</summary>
    /// <param name="payload">Valid until <see cref="Finish"/>.</param>
    /// <param name="hash">32 bytes, written by the end of <see cref="Finish"/>.</param>
    public void Add(ReadOnlyMemory<byte> payload, Memory<byte> hash)
    {
        if (payload.Length > MostBytes)
        {
            One(payload.Span, hash.Span);
            return;
        }

        (_payloads[_waiting], _hashes[_waiting]) = (payload, hash);
        if (++_waiting == Sha256Lanes.Lanes)
            Together();
    }

    /// <summary>Hashes what still waits.</summary>
    public void Finish()
    {
        for (var lane = 0; lane < _waiting; lane++)
            One(_payloads[lane].Span, _hashes[lane].Span);
        Forget();
    }

    /// <summary>Hashes one payload at once.</summary>
    public void One(ReadOnlySpan<byte> payload, Span<byte> hash)
    {
        _library.AppendData(payload);
        _library.GetHashAndReset(hash);
    }

    public void Dispose() => _library.Dispose();

    private void Together()
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[Sha256Lanes.StateWords];
        Span<Vector256<uint>> message = stackalloc Vector256<uint>[Sha256Lanes.Rounds];
        Span<byte> padded = stackalloc byte[Sha256Lanes.BlockBytes];
        var block = Sha256Lanes.Flat(message[..Sha256Lanes.BlockWords]);
        Sha256Lanes.Begin(state);
        var blocks = 0;
        foreach (var payload in _payloads)
            blocks = Math.Max(blocks, BlocksOf(payload.Length));
        for (var number = 0; number < blocks; number++)
        {
            for (var lane = 0; lane < Sha256Lanes.Lanes; lane++)
                Spread(BlockOf(_payloads[lane].Span, number, padded), block, lane);
            if (BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(block, block);
            Sha256Lanes.Compress(state, message);
            for (var lane = 0; lane < Sha256Lanes.Lanes; lane++)
            {
                if (number == BlocksOf(_payloads[lane].Length) - 1)
                    Take(Sha256Lanes.Flat(state), lane, _hashes[lane].Span);
            }
        }

        Forget();
    }

    // A payload, the bit behind it, and its length in 8 bytes: FIPS 180-4, section 5.1.1.
    private static int BlocksOf(int length) => (length + 1 + LengthBytes + Sha256Lanes.BlockBytes - 1) / Sha256Lanes.BlockBytes;

    private static ReadOnlySpan<byte> BlockOf(ReadOnlySpan<byte> payload, int number, Span<byte> padded)
    {
        var start = number * Sha256Lanes.BlockBytes;
        if (start + Sha256Lanes.BlockBytes <= payload.Length)
            return payload.Slice(start, Sha256Lanes.BlockBytes);
        padded.Clear();
        if (start <= payload.Length)
        {
            payload[start..].CopyTo(padded);
            padded[payload.Length - start] = 0x80;
        }

        if (number == BlocksOf(payload.Length) - 1)
            BinaryPrimitives.WriteUInt64BigEndian(padded[^LengthBytes..], (ulong)payload.Length * 8);
        return padded;
    }

    private static void Spread(ReadOnlySpan<byte> bytes, Span<uint> block, int lane)
    {
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var word = 0; word < words.Length; word++)
            block[(word * Sha256Lanes.Lanes) + lane] = words[word];
    }

    private static void Take(ReadOnlySpan<uint> state, int lane, Span<byte> hash)
    {
        for (var word = 0; word < Sha256Lanes.StateWords; word++)
            BinaryPrimitives.WriteUInt32BigEndian(hash[(word * sizeof(uint))..], state[(word * Sha256Lanes.Lanes) + lane]);
    }

    private void Forget()
    {
        Array.Clear(_payloads);
        Array.Clear(_hashes);
        _waiting = 0;
    }
}
