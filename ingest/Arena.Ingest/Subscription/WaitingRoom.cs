using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What is decoded and waits for the store: bounded in number and in bytes. When it is full, no delivery is taken, the link's own buffer fills,
/// and the broker stops at the receive maximum. One writer, one reader.
/// </summary>
internal sealed class WaitingRoom(FlowLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<Taken> _queue = new(limits.ReceiveMaximum);

    // A word each that there is something to take, and that there is room again; one is as good as many.
    private readonly Channel<bool> _came = OneWord();
    private readonly Channel<bool> _left = OneWord();

    // And one for who waits for more than the first to come.
    private readonly Channel<bool> _stirred = OneWord();
    private long _bytes;
    private long _waiting;

    /// <summary>Bytes that wait or are being committed.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>So much waits that a commit is worth beginning beside others.</summary>
    public bool HasLoad => Interlocked.Read(ref _waiting) >= limits.FullLoadBytes;

    /// <summary>Waits until there is room, in number and in bytes. The run that is put next may overshoot by itself.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (Bytes >= limits.MostWaitingBytes || IsFull())
            await _left.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Puts in all of a run, in its order.</summary>
    public void Put(ReadOnlySpan<Taken> run)
    {
        bool first;
        bool loaded;
        lock (_gate)
        {
            first = _queue.Count == 0;
            loaded = HasLoad;
            foreach (ref readonly var taken in run)
            {
                _queue.Enqueue(taken);
                Interlocked.Add(ref _bytes, taken.Bytes);
                _waiting += taken.Bytes;
            }
        }

        if (first)
            _came.Writer.TryWrite(true);
        if (!loaded && HasLoad)
            Stir();
    }

    /// <summary>Nothing more comes.</summary>
    public void Close() => _came.Writer.TryComplete();

    /// <summary>Wakes who waits for <see cref="StirredAsync"/>.</summary>
    public void Stir() => _stirred.Writer.TryWrite(true);

    /// <summary>Waits until a full load has come together or someone stirs; may be over without either.</summary>
    public async ValueTask StirredAsync(CancellationToken cancellationToken) => await _stirred.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits for something to take; false once it is closed and empty.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        while (IsEmpty())
        {
            if (!await _came.Reader.WaitToReadAsync(cancellationToken))
                return !IsEmpty();
            _came.Reader.TryRead(out _);
        }

        return true;
    }

    /// <summary>Takes without waiting.</summary>
    public bool TryTake([MaybeNullWhen(false)] out Taken taken)
    {
        bool taking;
        bool wasFull;
        lock (_gate)
        {
            wasFull = _queue.Count == limits.ReceiveMaximum;
            taking = _queue.TryDequeue(out taken);
            _waiting -= taking ? taken.Bytes : 0;
        }

        if (wasFull)
            _left.Writer.TryWrite(true);
        return taking;
    }

    /// <summary>What was taken is settled: its memory is free.</summary>
    public void Left(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        _left.Writer.TryWrite(true);
    }

    private static Channel<bool> OneWord() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool IsFull()
    {
        lock (_gate)
            return _queue.Count >= limits.ReceiveMaximum;
    }

    private bool IsEmpty()
    {
        lock (_gate)
            return _queue.Count == 0;
    }
}
