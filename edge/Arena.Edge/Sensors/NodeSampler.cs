using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Sensors;

/// <summary>Reads a node's sensors, each at its own pace, and puts what they measure into the sink.</summary>
internal sealed class NodeSampler : IDisposable
{
    private readonly NodeClock _clock;

    /// <param name="node">Whose sensors.</param>
    /// <param name="hardware">Made with the same <paramref name="clock"/>; stays the caller's.</param>
    /// <param name="sink">Called from several sensors at once.</param>
    /// <param name="clock">This node's own.</param>
    /// <param name="dataDirectory">Whose disk the node's health tells of.</param>
    /// <param name="loggers">For the sampler and its sensors.</param>
    public NodeSampler(SiteNode node, IHardware hardware, ISampleSink sink, NodeClock clock, string dataDirectory, ILoggerFactory loggers)
    {
        Series = [];
        _clock = clock;
    }

    /// <summary>What the node measures.</summary>
    public IReadOnlyList<SeriesName> Series { get; }

    /// <summary>Reads until cancelled; then ends without an exception.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = cancellationToken.CanBeCanceled ? _clock.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) : null;
        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Plays the node's past as fast as it can: every reading due from <paramref name="from"/> until before <paramref name="to"/>, in order, one
    /// at a time. Only over virtual hardware, before <see cref="RunAsync"/>.
    /// </summary>
    /// <param name="from">First moment.</param>
    /// <param name="to">Not included.</param>
    /// <param name="afterEachReading">Awaited after each reading: where batches are sealed.</param>
    /// <param name="cancellationToken">Ends the play between two readings with an exception.</param>
    public Task PlayAsync(UnixTime from, UnixTime to, Func<CancellationToken, ValueTask> afterEachReading, CancellationToken cancellationToken) =>
        Series.Count == 0 ? Task.CompletedTask : throw new NotSupportedException();

    public void Dispose()
    {
    }
}
