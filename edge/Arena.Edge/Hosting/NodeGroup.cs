using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hosting;

/// <summary>
/// The nodes of this process. One that fails ends alone and is logged; the others go on. Once all that run are live, the group says so.
/// </summary>
internal sealed partial class NodeGroup(IReadOnlyList<NodeWorker> workers, HistoryProgress? progress, TextWriter output, ILogger<NodeGroup> logger)
    : IAsyncDisposable
{
    private int _failed;

    /// <summary>Runs until cancelled or until the last node has failed; returns how many failed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var telling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tell = progress?.RunAsync(telling.Token) ?? Task.CompletedTask;
        var running = workers.Select(worker => RunAsync(worker, cancellationToken)).ToList();
        var begun = workers.Zip(running, (worker, run) => Task.WhenAny(worker.Ready, run));

        await Task.WhenAll(begun);
        await telling.CancelAsync();
        await tell.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested && workers.Count - Volatile.Read(ref _failed) is var live and > 0)
            await output.WriteLineAsync($"arena-edge ready {live} nodes");

        await Task.WhenAll(running);
        return _failed;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers) await worker.DisposeAsync();
    }

    private async Task RunAsync(NodeWorker worker, CancellationToken cancellationToken)
    {
        var run = worker.RunAsync(cancellationToken);
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!run.IsFaulted) return;
        Interlocked.Increment(ref _failed);
        NodeFailed(logger, worker.Node, run.Exception.GetBaseException());
    }

    [LoggerMessage(LogLevel.Critical, "{Node} has failed and stands still; other nodes of this process go on.")]
    private static partial void NodeFailed(ILogger logger, string node, Exception error);
}
