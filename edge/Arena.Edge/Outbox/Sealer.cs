using Arena.Edge.Outbox.Room;
using Arena.Wire;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox;

/// <summary>
/// The loop that turns samples in memory into batches on disk, by age and size, and keeps the outbox's house: what ingest confirmed is written
/// down within a second, what was confirmed long ago is deleted.
/// </summary>
internal sealed partial class Sealer(
    UnsealedSamples samples, PendingGaps gaps, BatchLog log, RoomKeeper? room, OutboxOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan SaveAcknowledgementWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromSeconds(5);

    private readonly Wakeup _wakeup = new(time);
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _tryAgainAt;
    private TimeSpan _forgetAt;
    private int _sealAllAsked;
    private bool _full;
    private bool _moreRoom;

    /// <summary>While history is played, batches are sealed full: its samples come in their hundreds a second, and wait for nobody.</summary>
    public bool BySizeOnly { get; set; }

    private TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>Something changed that the loop should look at.</summary>
    public void Wake() => _wakeup.Wake();

    /// <summary>Seals what waits now; completes when it is durable.</summary>
    public async Task SealAllAsync(CancellationToken cancellationToken)
    {
        var gone = samples.AllButAsync(0);
        Interlocked.Exchange(ref _sealAllAsked, 1);
        Wake();
        await gone.WaitAsync(cancellationToken);
    }

    /// <summary>Runs until cancelled, then seals what is left.</summary>
    /// <exception cref="OutboxBrokenException">The worker must end: what is on the disk is not known.</exception>
    /// <exception cref="OutboxRenewalException">The outbox must be opened anew.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _wakeup.WaitAsync(UntilNext(), cancellationToken);
                Work(Interlocked.Exchange(ref _sealAllAsked, 0) == 1);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _tryAgainAt = TimeSpan.Zero;
            Work(everything: true);
            if (samples.Count > 0) LostAtStop(logger, samples.Count);
            Housekeep();
        }
    }

    public void Dispose() => _wakeup.Dispose();

    private void Work(bool everything)
    {
        while (Now >= _tryAgainAt && IsDue(everything) && TrySealOne())
        {
        }

        if (everything && samples.Count > 0) Interlocked.Exchange(ref _sealAllAsked, 1);
        Housekeep();
    }

    private bool IsDue(bool everything)
    {
        var (count, declared) = (samples.Count, gaps.Count);
        if (count + declared == 0) return false;
        return everything || count >= options.MaxSamples || gaps.OldestAge >= options.MaxAge || (!BySizeOnly && samples.OldestAge >= options.MaxAge);
    }

    private bool TrySealOne()
    {
        var unsealed = samples.BeginSealing();
        var declared = gaps.BeginSealing();
        try
        {
            if (room?.HasRoomFor(unsealed.Length) == false) throw new OutboxFullException("the outbox has as much room left as making room takes");
            log.Seal(Array.ConvertAll(unsealed, waiting => waiting.Sample), StatesOf(unsealed), declared);
            samples.Sealed();
            gaps.Sealed();
            room?.Wrote();
            if (_full) RoomAgain(logger, log.Highest);
            _full = false;
            return true;
        }
        catch (OutboxFullException error)
        {
            samples.NotSealed();
            gaps.NotSealed();
            return TryMakeRoom(error, unsealed.Length);
        }
    }

    // Where no room can be made, the samples wait in memory, where the oldest go when it is full.
    private bool TryMakeRoom(OutboxFullException full, int wanted)
    {
        try
        {
            if (room?.TryMake(wanted) ?? log.Forget(roomNeeded: true) > 0) return true;
        }
        catch (OutboxFullException)
        {
            // Deleting needs a little room too; it is tried again with the next seal.
        }

        if (!_full) Full(logger, full.Message, samples.Count, options.MaxUnsealed);
        _full = true;
        _tryAgainAt = Now + RetryWhenFull;
        return false;
    }

    private void Housekeep()
    {
        try
        {
            while (log.HasUndeclared) log.DeclareUnknown();

            // The next seal carries it; by itself it would cost the card a commit more.
            if (log.HasUnsavedAcknowledgement && (samples.Count == 0 || _full)) log.SaveAcknowledgement();
            _moreRoom = room?.Keep() == true;
            if (Now < _forgetAt) return;
            while (log.Forget(roomNeeded: false) > 0)
            {
            }

            _forgetAt = Now + ForgetEvery;
        }
        catch (OutboxFullException)
        {
            // Nothing is lost by keeping more than is needed; sealing reports the full disk.
            _moreRoom = false;
            _forgetAt = Now + ForgetEvery;
        }
    }

    private TimeSpan UntilNext()
    {
        var next = Least(_forgetAt - Now, SaveAcknowledgementWithin);
        if (_moreRoom) return TimeSpan.Zero;
        if (_full) return Least(next, _tryAgainAt - Now);
        if (samples.Count >= options.MaxSamples || Volatile.Read(ref _sealAllAsked) == 1) return TimeSpan.Zero;
        if (!BySizeOnly && samples.OldestAge is { } age) next = Least(next, options.MaxAge - age);
        if (gaps.OldestAge is { } waits) next = Least(next, options.MaxAge - waits);
        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static List<SeriesState> StatesOf(UnsealedSample[] unsealed)
    {
        var states = new Dictionary<SeriesName, SeriesState>(SeriesNames.Comparer);
        foreach (var (sample, isRegister) in unsealed)
            states[sample.Series] = new SeriesState(sample.Series, sample.Time, isRegister ? sample.Value : null);
        return [.. states.Values];
    }
}
