namespace Arena.Mqtt;

/// <summary>
/// A block of memory that holds the payloads of many deliveries, one behind the other. It is used again once the last of them is settled; a driver that
/// gives each payload an array of its own has none.
/// </summary>
public sealed class PayloadBlock
{
    private readonly byte[] _bytes;
    private readonly Action<PayloadBlock, byte[]> _free;
    private int _held;
    private int _used;

    /// <param name="bytes">The memory.</param>
    /// <param name="free">Called when nobody holds it any more.</param>
    internal PayloadBlock(byte[] bytes, Action<PayloadBlock, byte[]> free) => (_bytes, _free) = (bytes, free);

    /// <summary>Begins anew, held by whoever fills it.</summary>
    internal void Open() => (_held, _used) = (1, 0);

    /// <summary>Copies a payload in behind the others, for a delivery that holds the block from now on; false when there is no room.</summary>
    internal bool TryKeep(ReadOnlySpan<byte> payload, out ReadOnlyMemory<byte> kept)
    {
        // Who fills it is the only one to take hold of it, so when nobody else does, nobody will.
        if (Volatile.Read(ref _held) == 1)
            _used = 0;
        kept = default;
        if (payload.Length > _bytes.Length - _used)
            return false;
        payload.CopyTo(_bytes.AsSpan(_used));
        kept = _bytes.AsMemory(_used, payload.Length);
        _used += payload.Length;
        Interlocked.Increment(ref _held);
        return true;
    }

    /// <summary>So many that held it don't any more.</summary>
    /// <exception cref="InvalidOperationException">More than held it: a delivery was settled twice.</exception>
    internal void Release(int holders)
    {
        var left = Interlocked.Add(ref _held, -holders);
        if (left < 0)
            throw new InvalidOperationException("A delivery was settled twice.");
        if (left == 0)
            _free(this, _bytes);
    }
}
