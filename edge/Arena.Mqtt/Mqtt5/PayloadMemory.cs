using System.Buffers;

namespace Arena.Mqtt.Mqtt5;

/// <summary>
/// Keeps payloads until their deliveries are settled: many in one block, so that a message costs a copy and no array. Settled about in the order they came,
/// blocks come back as a whole. Filled by one reader at a time; blocks come back on any thread.
/// </summary>
/// <remarks>
/// Bounded by the deliveries that are unsettled: each holds at most one block. A payload larger than a quarter of a block has an array of the shared pool.
/// </remarks>
internal sealed class PayloadMemory
{
    public const int BlockBytes = 64 << 10;

    // 6 MiB, what large commits give back at once. More come only after a burst, and go to the collector.
    private const int MostFree = 96;

    private readonly Lock _gate = new();
    private readonly Stack<PayloadBlock> _free = new(MostFree);
    private readonly Action<PayloadBlock, byte[]> _comesBack;
    private PayloadBlock? _filling;

    public PayloadMemory() => _comesBack = (block, _) =>
    {
        lock (_gate)
        {
            if (_free.Count < MostFree) _free.Push(block);
        }
    };

    /// <summary>Copies a payload; the block is held until it is released for this delivery, and null for an empty one.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> payload, out PayloadBlock? block)
    {
        block = null;
        if (payload.IsEmpty) return default;
        if (payload.Length > BlockBytes / 4) return KeepAlone(payload, out block);
        if (_filling is null || !_filling.TryKeep(payload, out var kept))
        {
            _filling?.Release(1);
            _filling = Next();
            _filling.TryKeep(payload, out kept);
        }

        block = _filling;
        return kept;
    }

    private static ReadOnlyMemory<byte> KeepAlone(ReadOnlySpan<byte> payload, out PayloadBlock block)
    {
        block = new PayloadBlock(ArrayPool<byte>.Shared.Rent(payload.Length), static (_, bytes) => ArrayPool<byte>.Shared.Return(bytes));
        block.Open();
        block.TryKeep(payload, out var kept);
        block.Release(1);
        return kept;
    }

    private PayloadBlock Next()
    {
        PayloadBlock? block;
        lock (_gate) _free.TryPop(out block);
        block ??= new PayloadBlock(GC.AllocateUninitializedArray<byte>(BlockBytes), _comesBack);
        block.Open();
        return block;
    }
}
