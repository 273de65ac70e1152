using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What is decoded and waits for the store: bounded in number and in bytes. When it is full, no delivery is taken, the link's own buffer fills,
/// and the broker stops at the receive maximum. One writer, one reader.
/// </summary>
internal sealed class WaitingRoom(FlowLimits limits)
{
    private readonly Channel<Taken> _channel = Channel.CreateBounded<Taken>(
        new BoundedChannelOptions(limits.ReceiveMaximum) { SingleReader = true, SingleWriter = true });

    private readonly Channel<bool> _left = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _bytes;

    /// <summary>Bytes that wait or are being committed.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Waits until there is room in bytes. What is put next may overshoot by itself.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (Bytes >= limits.MostWaitingBytes)
            await _left.Reader.ReadAsync(cancellationToken);
    }

    public ValueTask PutAsync(Taken taken, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _bytes, taken.Bytes);
        return _channel.Writer.WriteAsync(taken, cancellationToken);
    }

    /// <summary>Nothing more comes.</summary>
    public void Close() => _channel.Writer.TryComplete();

    /// <summary>Waits for something to take; false once it is closed and empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes without waiting.</summary>
    public bool TryTake([MaybeNullWhen(false)] out Taken taken) => _channel.Reader.TryRead(out taken);

    /// <summary>What was taken is settled: its memory is free.</summary>
    public void Left(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        _left.Writer.TryWrite(true);
    }
}
