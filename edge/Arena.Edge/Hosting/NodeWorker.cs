using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Edge.Time;
using Arena.Edge.Uplink;
using Arena.Mqtt;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hosting;

/// <summary>One node at work: sensors, outbox and uplink, each on its own loop. It owns them all and fails alone.</summary>
internal sealed partial class NodeWorker(
    string node,
    NodeLoops loops,
    NodeOutbox outbox,
    NodeUplink uplink,
    IMqttLink link,
    IHardware hardware,
    NodeSampler sampler,
    NodeClock clock,
    Timekeeper timekeeper,
    History? history,
    ILogger logger) : IAsyncDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The node's name.</summary>
    public string Node => node;

    /// <summary>Completes when its history is sealed and it samples live; never if it fails before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Works until cancelled, then ends in the order of the way: sensors, dating, sealing, uplink.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var keeping = new CancellationTokenSource();
        using var sealing = new CancellationTokenSource();
        using var sending = new CancellationTokenSource();
        var seal = loops.Sealing.RunAsync(() => outbox.Sealer.RunAsync(sealing.Token));
        var send = loops.Sending.RunAsync(() => uplink.RunAsync(sending.Token));
        var keep = loops.Sampling.RunAsync(() => timekeeper.RunAsync(keeping.Token));
        var sample = Task.Run(() => SampleAsync(sampling.Token), CancellationToken.None);

        await Task.WhenAny(seal, send, keep, sample);
        await EndAsync(sample, sampling);
        await EndAsync(keep, keeping);
        await EndAsync(seal, sealing);
        await EndAsync(send, sending);
        await Task.WhenAll(seal, send, keep, sample);

        // What came after the last seal: a new ledger's word above all.
        outbox.KeepAcknowledgement();
        Ended(logger, outbox.Log.Highest, outbox.WaitingBatches);
    }

    public async ValueTask DisposeAsync()
    {
        sampler.Dispose();
        hardware.Dispose();
        uplink.Dispose();
        await link.DisposeAsync();
        outbox.Dispose();
        loops.Dispose();
    }

    private static async Task EndAsync(Task task, CancellationTokenSource cancellation)
    {
        await cancellation.CancelAsync();
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SampleAsync(CancellationToken cancellationToken)
    {
        try
        {
            await timekeeper.Begun.WaitAsync(cancellationToken);
            var off = Task.CompletedTask;
            if (history is null) off = new Absence(outbox, clock).DeclareAsync(timekeeper, cancellationToken);
            else await PlayAsync(history, cancellationToken);
            _ready.TrySetResult();
            await loops.Sampling.RunAsync(() => sampler.RunAsync(cancellationToken));
            await off;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    // The past ends where the present begins: there is none to play before the clock is right.
    private async Task PlayAsync(History history, CancellationToken cancellationToken)
    {
        await timekeeper.Dating.WaitAsync(cancellationToken);
        clock.Begin(timekeeper.Now ?? clock.LiveNow);
        await history.PlayAsync(node, outbox, link, sampler, clock, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Ended: {Sealed} batches sealed, {Waiting} of them wait for ingest.")]
    private static partial void Ended(ILogger logger, long @sealed, long waiting);
}
