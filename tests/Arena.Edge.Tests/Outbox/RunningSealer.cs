using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;

namespace Arena.Edge.Tests.Outbox;

/// <summary>A sealer at work for as long as it is not disposed.</summary>
internal sealed class RunningSealer(NodeOutbox outbox) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _run;

    public Task Run => _run!;

    public static RunningSealer Start(NodeOutbox outbox)
    {
        var sealer = new RunningSealer(outbox);
        sealer._run = Task.Run(() => outbox.Sealer.RunAsync(sealer._stop.Token));
        return sealer;
    }

    /// <summary>Completes once so many batches are sealed.</summary>
    public async Task SealedAsync(long highest)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler look = (_, _) =>
        {
            if (outbox.Log.Highest >= highest) reached.TrySetResult();
        };
        outbox.Log.BatchSealed += look;
        look(this, EventArgs.Empty);
        await (await Task.WhenAny(reached.Task, Run)).WithinAsync($"batch {highest} to be sealed");
        outbox.Log.BatchSealed -= look;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Run.WithinAsync("the sealer's end");
        _stop.Dispose();
    }
}
