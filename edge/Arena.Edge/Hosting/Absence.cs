using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Edge.Time;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Hosting;

/// <summary>The time in which a node's worker did not run: declared once the clock is right, from its newest sealed sample to its start.</summary>
/// <remarks>
/// Not where samples of earlier runs still wait for a date: these fill the time in a way nobody knows yet, and are declared as estimated instead.
/// </remarks>
internal sealed class Absence
{
    // A restart by an update is none.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2);

    private readonly NodeOutbox _outbox;
    private readonly NodeClock _clock;
    private readonly UnixTime? _newest;
    private readonly bool _isKnown;
    private readonly long _started;

    /// <summary>Begins at the worker's start, before anything is sampled.</summary>
    public Absence(NodeOutbox outbox, NodeClock clock)
    {
        (_outbox, _clock, _newest) = (outbox, clock, outbox.Newest);
        _isKnown = outbox.Undated(undated => undated.Count) == 0;
        _started = clock.GetTimestamp();
    }

    /// <summary>Waits until the clock is right, and declares it.</summary>
    public async Task DeclareAsync(Timekeeper timekeeper, CancellationToken cancellationToken)
    {
        await timekeeper.Dating.WaitAsync(cancellationToken);
        if (!_isKnown || _newest is not { } from || timekeeper.Now is not { } now) return;
        var to = now - _clock.GetElapsedTime(_started);
        if (to - from < Least) return;
        _outbox.Declare(new Gap(GapCause.NodeOff, from, to) { Detail = "the worker did not run" });
    }
}
