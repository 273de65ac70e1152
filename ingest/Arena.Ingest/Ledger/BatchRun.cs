using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Arena.Wire;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Batches of one epoch with consecutive numbers that came whole, as one row keeps them: little-endian, column after column, <c>count</c> × 16 bytes of hash,
/// <c>count</c> × int64 µs of the first sample, as many of the last, <c>count</c> × int32 samples.
/// </summary>
/// <param name="First">Number of the first.</param>
/// <param name="Data">The columns.</param>
internal readonly record struct BatchRun(long First, byte[] Data)
{
    /// <summary>Most batches of one row: 18 KiB.</summary>
    public const int MostBatches = 512;

    private const int BatchBytes = BatchTable.HashBytes + 8 + 8 + 4;

    public int Count => Data.Length / BatchBytes;

    public long Last => First + Count - 1;

    /// <summary>Packs batches whose numbers follow one another.</summary>
    public static BatchRun Of(ReadOnlySpan<StagedBatch> batches)
    {
        var data = new byte[batches.Length * BatchBytes];
        var count = batches.Length;
        var firsts = data.AsSpan(count * BatchTable.HashBytes);
        var lasts = data.AsSpan(count * (BatchTable.HashBytes + 8));
        var samples = data.AsSpan(count * (BatchTable.HashBytes + 16));
        for (var index = 0; index < count; index++)
        {
            ref readonly var batch = ref batches[index];
            var (first, last) = batch.Span()!.Value;
            BatchTable.Short(batch.Batch.Hash.Span).CopyTo(data.AsSpan(index * BatchTable.HashBytes));
            BinaryPrimitives.WriteInt64LittleEndian(firsts[(index * 8)..], first);
            BinaryPrimitives.WriteInt64LittleEndian(lasts[(index * 8)..], last);
            BinaryPrimitives.WriteInt32LittleEndian(samples[(index * 4)..], batch.Batch.Samples.Count);
        }

        return new BatchRun(batches[0].Sequence, data);
    }

    /// <summary>The first 16 bytes of a batch's hash; empty for a number that is not in the run.</summary>
    public ReadOnlySpan<byte> HashOf(long sequence) =>
        sequence >= First && sequence <= Last ? Data.AsSpan((int)(sequence - First) * BatchTable.HashBytes, BatchTable.HashBytes) : [];

    /// <summary>Time of a batch's first sample.</summary>
    public UnixTime FirstOf(long sequence) => new(Firsts[(int)(sequence - First)]);

    /// <summary>Time of a batch's last sample.</summary>
    public UnixTime LastOf(long sequence) => new(Lasts[(int)(sequence - First)]);

    /// <summary>What of it has samples in a span; its count is 0 for nothing.</summary>
    public (long Batches, long Samples, long First, long Last) Within(UnixTime from, UnixTime to)
    {
        var (batches, samples, first, last) = (0L, 0L, 0L, 0L);
        for (var index = 0; index < Count; index++)
        {
            if (Firsts[index] >= to.Microseconds || Lasts[index] < from.Microseconds)
                continue;
            first = batches == 0 ? First + index : first;
            last = First + index;
            batches++;
            samples += Samples[index];
        }

        return (batches, samples, first, last);
    }

    private ReadOnlySpan<long> Firsts => MemoryMarshal.Cast<byte, long>(Data.AsSpan(Count * BatchTable.HashBytes, Count * 8));

    private ReadOnlySpan<long> Lasts => MemoryMarshal.Cast<byte, long>(Data.AsSpan(Count * (BatchTable.HashBytes + 8), Count * 8));

    private ReadOnlySpan<int> Samples => MemoryMarshal.Cast<byte, int>(Data.AsSpan(Count * (BatchTable.HashBytes + 16), Count * 4));
}
