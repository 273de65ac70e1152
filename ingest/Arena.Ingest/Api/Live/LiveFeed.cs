using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Live;

/// <summary>
/// Looks for news on behalf of all live streams, at most once a <see cref="ApiOptions.LivePace"/>, and wakes them when there are any. Rests while nobody watches.
/// </summary>
internal sealed partial class LiveFeed(LiveFrames frames, LiveChanges changes, ApiOptions options, TimeProvider time, ILogger<LiveFeed> logger) : BackgroundService
{
    private TaskCompletionSource _next = New();
    private TaskCompletionSource _watched = New();
    private int _watchers;
    private long _beats;

    /// <summary>Completes at the next step or beat. Take it before looking at what is new.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Two to a <see cref="ApiOptions.Heartbeat"/>: who was told nothing for two of them is due for a sign of life.</summary>
    public long Beats => Interlocked.Read(ref _beats);

    /// <summary>Counts someone as watching until it is disposed.</summary>
    public IDisposable Watch()
    {
        // Nobody has looked since the last one left.
        if (Interlocked.Increment(ref _watchers) == 1)
            TryStep();
        Volatile.Read(ref _watched).TrySetResult();
        return new Watcher(this);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var beat = Beat();
            while (true)
            {
                await WatchedAsync(stoppingToken);
                var news = changes.NextAnnouncement;
                var stepped = TryStep();
                if (beat.IsCompleted)
                {
                    Interlocked.Increment(ref _beats);
                    beat = Beat();
                    stepped = true;
                }

                if (stepped)
                {
                    Interlocked.Exchange(ref _next, New()).TrySetResult();
                    await Task.Delay(options.LivePace, time, stoppingToken);
                    continue;
                }

                await Task.WhenAny(news, beat).WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }

        Task Beat() => Task.Delay(options.Heartbeat / 2, time, stoppingToken);
    }

    private async ValueTask WatchedAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _watchers) == 0)
        {
            var watched = New();
            Volatile.Write(ref _watched, watched);
            // Whoever came before the exchange has told the one before it.
            if (Volatile.Read(ref _watchers) == 0)
                await watched.Task.WaitAsync(cancellationToken);
        }
    }

    // A section that can't tell itself must not end the streams, still less ingest; it is tried again, no faster than steps go.
    private bool TryStep()
    {
        try
        {
            return frames.Step();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogFailed(fault);
            return true;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Error, "What is new could not be told on the live streams")]
    private partial void LogFailed(Exception fault);

    private sealed class Watcher(LiveFeed feed) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                Interlocked.Decrement(ref feed._watchers);
        }
    }
}
