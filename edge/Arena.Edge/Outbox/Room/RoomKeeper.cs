using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox.Room;

/// <summary>
/// Keeps room in an outbox: sets how large its file may get by what the disk has, makes room in time, and when a write found none, frees what is
/// needed to make some. Steps are small, so that sealing goes on between them. For the sealing thread.
/// </summary>
/// <remarks>
/// <code>
///   look (each 10 s, and before a seal): free bytes of the disk ─► limit of the file ─► room in it: limit − used + unused pages
///   room below low    : one step, again and again until it is above high; dropping only while it is below low
///   a write failed    : room in the file, so the disk is full ─► give the reserve back, move the log into the file, write again
///                       no room in the file ─► one step, write again
/// </code>
/// </remarks>
internal sealed partial class RoomKeeper(BatchLog log, string folder, OutboxOptions options, TimeProvider time, ILogger logger)
{
    private const long LeastPiece = 32 * 1024;
    private const long MostPiece = 1L << 20;

    // What sealing leaves: a transaction that deletes much also writes a little, and tables may split a page.
    private const long KeptBack = 32 * 1024;
    private const long BytesOfSample = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly ReserveFile _reserve = new(folder, options.ReserveBytes);
    private readonly RoomMaker _maker = new(log, log, time);
    private readonly Dictionary<RoomStep, long> _steps = [];
    private readonly long _started = time.GetTimestamp();
    private TimeSpan? _lookAt;
    private SpacePlan _plan;
    private bool _short;
    private bool _relieved;
    private bool _reserveGiven;

    private TimeSpan Now => time.GetElapsedTime(_started);

    private long Piece => Math.Clamp(_plan.Limit / 16, LeastPiece, MostPiece);

    /// <summary>Looks whether there is enough room, and makes some if not. True when there is more to be made at once.</summary>
    /// <exception cref="OutboxFullException">There was not even room to make room.</exception>
    public bool Keep()
    {
        if (Now >= (_lookAt ?? TimeSpan.Zero)) Look();
        return _short && Made(Step(mayDrop: _plan.Room < _plan.Low));
    }

    /// <summary>There is room to seal so many samples and still to make room afterwards.</summary>
    public bool HasRoomFor(int samples)
    {
        Look();
        return IsEnoughFor(samples);
    }

    /// <summary>Sealing so many samples found no room. True when it is worth trying again.</summary>
    public bool TryMake(int samples)
    {
        Look();

        // The file has room and the write failed all the same: it is the disk that is full.
        if (IsEnoughFor(samples) && Relieve()) return true;
        try
        {
            return Made(Step(mayDrop: true));
        }
        catch (OutboxFullException)
        {
            return Relieve();
        }
    }

    /// <summary>A write found room.</summary>
    public void Wrote() => _relieved = false;

    private void Look()
    {
        _lookAt = Now + LookEvery;
        var (free, reserved) = (_reserve.FreeBytes, _reserve.Exists);
        if (!reserved && MadeReserve(free)) (free, reserved) = (_reserve.FreeBytes, true);
        _plan = SpacePlan.Of(log.Space(), free, reserved, options);
        log.Limit(_plan.Limit);
        if (!_short && _plan.Room < _plan.Low) Short(logger, _plan.Room >> 10, _plan.Limit >> 20, free >> 20);
        if (_short && _plan.Room >= _plan.High) Tell();
        _short = _plan.Room < (_short ? _plan.High : _plan.Low);
    }

    // Made anew only where as much again is free, so that it doesn't come and go.
    private bool MadeReserve(long free)
    {
        var needed = options.MinFreeBytes + SpacePlan.MostLog + ((_reserveGiven ? 2 : 1) * options.ReserveBytes);
        if (free < needed || !_reserve.Make()) return false;
        if (_reserveGiven) ReserveMade(logger, ReserveFile.Name);
        return true;
    }

    private RoomStep Step(bool mayDrop)
    {
        if (IsDiskShort && SetAside().FirstOrDefault() is { } oldest)
        {
            foreach (var file in Directory.GetFiles(folder, Path.GetFileName(oldest) + "*")) File.Delete(file);
            DeletedAside(logger, oldest);
            return RoomStep.Forgot;
        }

        var step = _maker.Step(Piece, mayDrop);
        if (step is RoomStep.Dropped && !_steps.ContainsKey(step)) Dropping(logger);
        _steps[step] = _steps.GetValueOrDefault(step) + 1;
        return step;
    }

    private bool Made(RoomStep step)
    {
        if (step is RoomStep.Nothing) return false;
        _relieved = false;
        Look();
        return true;
    }

    private bool IsEnoughFor(int samples) => _plan.Room >= KeptBack + (samples * BytesOfSample);

    private bool IsDiskShort => _plan.Limit < options.MaxFileBytes;

    // Outboxes that were damaged or forked: what could be read of them has been sealed anew.
    private IEnumerable<string> SetAside() => Directory.EnumerateFiles(folder, "outbox-*-*Z*.db").Order(StringComparer.Ordinal);

    // Once between two writes: a second time nothing would be left to free.
    private bool Relieve()
    {
        if (_relieved) return false;
        _relieved = true;
        var released = _reserve.Release();
        if (released) ReserveGiven(logger, ReserveFile.Name);
        _reserveGiven |= released;
        try
        {
            log.Checkpoint();
            Look();
            return true;
        }
        catch (OutboxFullException)
        {
            return released;
        }
    }

    private void Tell()
    {
        RoomMade(
            logger,
            _plan.Room >> 10,
            _steps.GetValueOrDefault(RoomStep.Forgot),
            _steps.GetValueOrDefault(RoomStep.Thinned),
            _steps.GetValueOrDefault(RoomStep.Dropped));
        _steps.Clear();
    }
}
