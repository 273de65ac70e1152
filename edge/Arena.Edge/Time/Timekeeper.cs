using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Wire;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Time;

/// <summary>
/// The loop that looks after a node's time: it looks at the clock every second, writes down what waits without a date, and dates and seals it once
/// that can be done.
/// </summary>
/// <remarks>
/// <code>
///   sensors ─► DatedSink ─ open ──────────────────────────────► outbox
///                  └ closed ─► memory ─► undated rows ─► Dater ─┘   the sink opens when nothing waits any more
/// </code>
/// </remarks>
internal sealed partial class Timekeeper(
    IClockSource source, NodeClock clock, NodeOutbox outbox, DatedSink sink, OutboxOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // After the clock was set back, what can't be placed is declared; one declaration a minute says as much as sixty.
    private static readonly TimeSpan SetBackEvery = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _dating = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dater _dater = new(outbox, options.MaxSamples);
    private BootClock? _boot;
    private TimeSpan _dateAt;
    private bool _full;

    /// <summary>Completes when sensors may be read: counters know where they go on.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Completes when samples are dated as they come, for the first time.</summary>
    public Task Dating => _dating.Task;

    /// <summary>Wall time now, as far as it is believed; null before that.</summary>
    public UnixTime? Now => _boot is { IsBelieved: true } ? _boot.Now : null;

    /// <summary>Runs until cancelled; then what waits in memory is written down.</summary>
    /// <exception cref="OutboxBrokenException">The worker must end: what is on the disk is not known.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await WorkAsync(cancellationToken);
                await Task.Delay(UntilNextLook(), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            while (sink.Count > 0 && TryWrite())
            {
            }

            if (sink.Count > 0) LostAtStop(logger, sink.Count);
        }
    }

    // On whole seconds, when sensors are read too: one wake-up serves all of them.
    private TimeSpan UntilNextLook() => LookEvery - TimeSpan.FromMilliseconds(clock.PaceNow.Milliseconds % (long)LookEvery.TotalMilliseconds);

    /// <summary>One look, and what follows from it.</summary>
    internal async Task WorkAsync(CancellationToken cancellationToken)
    {
        var boot = _boot ??= Begin();
        if (boot.Look() || !boot.IsBelieved) sink.Close();
        if (boot.Now is { } now) clock.Follow(now);
        _begun.TrySetResult();

        // What waits is written to the disk, and sensors are read on this thread.
        if (!sink.IsOpen) await Task.Run(() => CatchUpAsync(boot, cancellationToken), CancellationToken.None);
    }

    private async Task CatchUpAsync(BootClock boot, CancellationToken cancellationToken)
    {
        if (boot.IsBelieved && source.SinceBoot >= _dateAt) await DateAsync(boot, cancellationToken);
        while (!sink.IsOpen && IsWriteDue() && TryWrite())
        {
        }
    }

    private BootClock Begin()
    {
        sink.Restore(outbox.Undated(undated => undated.Registers()));
        return new BootClock(source, outbox, logger);
    }

    private async Task DateAsync(BootClock boot, CancellationToken cancellationToken)
    {
        // What was dated as it came is older, and of a series the older comes first.
        await outbox.SealRestAsync(cancellationToken);
        var (dated, lost) = (_dater.Dated, _dater.Lost);
        while (TryWriteAll() && TryDate(boot, cancellationToken))
        {
            if (outbox.Newest - boot.Now is { } ahead && ahead > TimeSpan.Zero)
            {
                _dateAt = source.SinceBoot + (ahead < SetBackEvery ? ahead : SetBackEvery);
                break;
            }

            if (!sink.TryOpen(boot)) continue;
            _dating.TrySetResult();
            break;
        }

        if (_dater.Dated + _dater.Lost > dated + lost) DatedNow(logger, _dater.Dated - dated, _dater.Lost - lost);
    }

    private bool TryDate(BootClock boot, CancellationToken cancellationToken)
    {
        try
        {
            return _dater.DateAll(boot.Boot, cancellationToken);
        }
        catch (OutboxFullException full)
        {
            return MadeRoom(full);
        }
    }

    private bool IsWriteDue() => sink.Count >= options.MaxSamples || source.SinceBoot - sink.Oldest >= options.MaxAge;

    private bool TryWriteAll()
    {
        while (sink.HasWaiting)
        {
            if (!TryWrite()) return false;
        }

        return true;
    }

    private bool TryWrite()
    {
        var (samples, dropped) = sink.BeginWriting(options.MaxSamples);
        try
        {
            outbox.Undated(undated =>
            {
                undated.Add(samples, _boot!.Boot, dropped);
                while (undated.Count > options.MaxUndated) GaveUp(logger, undated.GiveUp(Math.Max(1, options.MaxUndated / 100)), options.MaxUndated);
            });
            sink.Written();
            _full = false;
            return true;
        }
        catch (OutboxFullException full)
        {
            sink.NotWritten();
            return MadeRoom(full);
        }
    }

    // Room is made by forgetting what ingest has confirmed; else what waits stays in memory, where the oldest go when it is full.
    private bool MadeRoom(OutboxFullException full)
    {
        try
        {
            if (outbox.Log.Forget(roomNeeded: true) > 0) return true;
        }
        catch (OutboxFullException)
        {
            // Deleting needs a little room too; it is tried again with the next look.
        }

        if (!_full) Full(logger, full.Message, sink.Count, options.MaxUnsealed);
        _full = true;
        return false;
    }

    [LoggerMessage(LogLevel.Information, "{Dated} samples that waited for a date are dated and sealed; {Lost} could not be placed and are declared lost.")]
    private static partial void DatedNow(ILogger logger, long dated, long lost);

    [LoggerMessage(LogLevel.Error, "{What}. {Waiting} undated samples wait in memory; beyond {Most} the oldest are dropped, and declared. Free some disk.")]
    private static partial void Full(ILogger logger, string what, int waiting, int most);

    [LoggerMessage(LogLevel.Error, "More than {Most} samples wait for a date: the oldest {GivenUp} are given up, and will be declared. Make the clock right.")]
    private static partial void GaveUp(ILogger logger, long givenUp, long most);

    [LoggerMessage(LogLevel.Error, "The worker ends with {Samples} undated samples that could not be written down: they are lost.")]
    private static partial void LostAtStop(ILogger logger, int samples);
}
