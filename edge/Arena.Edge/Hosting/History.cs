using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Mqtt;
using Arena.Wire;

namespace Arena.Edge.Hosting;

/// <summary>
/// Plays the past of virtual nodes: a new outbox from some days ago, a known one from its newest sealed sample, up to where live sampling takes
/// over without gap or overlap. A few nodes at a time.
/// </summary>
internal sealed class History(TimeSpan span, double? speed, TimeProvider time, HistoryProgress progress) : IDisposable
{
    private const int NodesAtOnce = 3;

    // A round shorter than this is caught up with; what is left is played just before live sampling.
    private static readonly TimeSpan CaughtUp = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turns = new(NodesAtOnce);

    /// <summary>Plays what the outbox lacks and seals it; returns when live sampling is to begin, at once.</summary>
    public async Task PlayAsync(string node, NodeOutbox outbox, IMqttLink link, NodeSampler sampler, NodeClock clock, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        UnixTime from;
        try
        {
            outbox.Sealer.BySizeOnly = true;
            var start = from = Start(outbox, clock);
            for (var to = clock.LiveNow; to - from > CaughtUp; to = clock.LiveNow)
            {
                var pace = new HistoryPace(from, speed, outbox, link, clock, time, at => progress.Played(node, start, at));
                await sampler.PlayAsync(from, to, pace.AfterReadingAsync, cancellationToken);
                from = to;
            }

            await outbox.Sealer.SealAllAsync(cancellationToken);
        }
        finally
        {
            outbox.Sealer.BySizeOnly = false;
            _turns.Release();
        }

        await HandOverAsync(from, outbox, sampler, clock, cancellationToken);
        progress.Done(node);
    }

    public void Dispose() => _turns.Dispose();

    private UnixTime Start(NodeOutbox outbox, NodeClock clock)
    {
        var earliest = clock.LiveNow - span;
        var next = outbox.Newest is { } newest ? newest + TimeSpan.FromMilliseconds(1) : earliest;
        return next > earliest ? next : earliest;
    }

    // Readings are due on whole seconds, so play and live meet in the middle of one: none is due while they change places.
    private async Task HandOverAsync(UnixTime from, NodeOutbox outbox, NodeSampler sampler, NodeClock clock, CancellationToken cancellationToken)
    {
        var now = clock.LiveNow;
        var meet = UnixTime.FromMilliseconds((now.Milliseconds / 1000 * 1000) + 500);
        if (meet < now) meet += TimeSpan.FromSeconds(1);
        if (meet < from) return;
        await Task.Delay(meet - now, time, cancellationToken);
        await sampler.PlayAsync(from, meet, outbox.RoomAsync, cancellationToken);
    }
}
