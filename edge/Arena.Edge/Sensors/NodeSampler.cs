using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Sensors;

/// <summary>Reads a node's sensors, each at its own pace, and puts what they measure into the sink. One that fails or hangs stops no other.</summary>
internal sealed class NodeSampler : IDisposable
{
    private readonly NodeClock _clock;
    private readonly List<SensorRun> _runs;

    /// <param name="node">Whose sensors.</param>
    /// <param name="hardware">Made with the same <paramref name="clock"/>; stays the caller's.</param>
    /// <param name="sink">Called from several sensors at once.</param>
    /// <param name="clock">This node's own.</param>
    /// <param name="dataDirectory">Whose disk the node's health tells of.</param>
    /// <param name="loggers">For the sensors.</param>
    public NodeSampler(SiteNode node, IHardware hardware, ISampleSink sink, NodeClock clock, string dataDirectory, ILoggerFactory loggers)
        : this(counters => node.Sensors.Select(new SensorMaker(hardware, sink, clock, counters, dataDirectory).Make), clock, loggers, sink.Declare)
    {
    }

    /// <summary>Over any sensors.</summary>
    internal NodeSampler(Func<NodeCounters, IEnumerable<ISensor>> sensors, NodeClock clock, ILoggerFactory loggers, Action<Gap> declare)
    {
        _clock = clock;
        var logger = loggers.CreateLogger<NodeSampler>();
        _runs = [.. sensors(Counters).Select(sensor => new SensorRun(sensor, clock, Counters, declare, logger))];
        Series = [.. _runs.SelectMany(run => run.Sensor.Series)];
    }

    /// <summary>What the node measures.</summary>
    public IReadOnlyList<SeriesName> Series { get; }

    /// <summary>Lost pulses and failed readings since the worker's start.</summary>
    public NodeCounters Counters { get; } = new();

    /// <summary>Reads until cancelled; then ends without an exception, and without waiting for a driver that is stuck.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var run in _runs) run.Open();
        var reading = Task.WhenAll(_runs.Select(run => KeepReadingAsync(run, cancellationToken)));
        await reading.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _runs.ForEach(run => run.Ended());
        if (!cancellationToken.IsCancellationRequested) await reading;
    }

    /// <summary>
    /// Plays the node's past as fast as it can: every reading due from <paramref name="from"/> until before <paramref name="to"/>, in order, one
    /// at a time. Only over virtual hardware, before <see cref="RunAsync"/>. The node's health is left out: nobody can read it in the past.
    /// </summary>
    /// <param name="from">First moment.</param>
    /// <param name="to">Not included.</param>
    /// <param name="afterEachReading">Awaited after each reading: where batches are sealed.</param>
    /// <param name="cancellationToken">Ends the play between two readings with an exception.</param>
    public async Task PlayAsync(UnixTime from, UnixTime to, Func<CancellationToken, ValueTask> afterEachReading, CancellationToken cancellationToken)
    {
        var due = new PriorityQueue<SensorRun, (long DueMs, int Order)>();
        var played = _runs.FindAll(run => run.Plan is not HealthPlan);
        for (var i = 0; i < played.Count; i++) due.Enqueue(played[i], (played[i].Pace.AtOrAfter(from.Milliseconds), i));
        _clock.PlayTo(from.ToDateTimeOffset());
        try
        {
            played.ForEach(run => run.Open());
            while (due.TryPeek(out var run, out var at) && at.DueMs < to.Milliseconds)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _clock.PlayTo(DateTimeOffset.FromUnixTimeMilliseconds(at.DueMs));
                await run.ReadAsync(cancellationToken);
                await afterEachReading(cancellationToken);
                due.DequeueEnqueue(run, (run.Pace.AtOrAfter(at.DueMs + 1), at.Order));
            }

            _clock.PlayTo(to.ToDateTimeOffset());
        }
        finally
        {
            _clock.EndPlay();
        }
    }

    private async Task KeepReadingAsync(SensorRun run, CancellationToken cancellationToken)
    {
        var everyMs = (long)run.Plan.Every.TotalMilliseconds;
        var dueMs = run.Pace.AtOrAfter(_clock.PaceNow.Milliseconds + 1);
        while (!cancellationToken.IsCancellationRequested)
        {
            // Looked at again after each wait: a timer may fire a little early, and the wall clock may be set.
            var waitMs = dueMs - _clock.PaceNow.Milliseconds;
            if (waitMs > everyMs)
            {
                dueMs = run.Pace.AtOrAfter(_clock.PaceNow.Milliseconds + 1);
            }
            else if (waitMs > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(waitMs), _clock, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

                // Whoever fires timers is not ours to keep in a driver.
                await Task.Yield();
            }
            else
            {
                await run.ReadWithinLimitAsync(cancellationToken);
                dueMs = run.Pace.AtOrAfter(Math.Max(dueMs, _clock.PaceNow.Milliseconds) + 1);
            }
        }
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());
}
