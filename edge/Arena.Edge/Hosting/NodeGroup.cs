using Arena.Edge.Outbox;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hosting;

/// <summary>
/// The nodes of this process. One that fails ends alone and is logged; the others go on. One whose outbox must be renewed is made again, which renews
/// it, but not twice within an hour. Once all that run are live, the group says so.
/// </summary>
/// <param name="workers">Those that were made; the group's from now on.</param>
/// <param name="again">Makes a node again by its name, after its worker was disposed.</param>
/// <param name="progress">Of history, or null.</param>
/// <param name="output">Where it says that it is ready.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it logs.</param>
internal sealed partial class NodeGroup(
    IReadOnlyList<NodeWorker> workers, Func<string, NodeWorker> again, HistoryProgress? progress, TextWriter output, TimeProvider time, ILogger<NodeGroup> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan AgainAtMostEvery = TimeSpan.FromHours(1);

    private readonly NodeWorker[] _workers = [.. workers];
    private int _failed;

    /// <summary>Runs until cancelled or until the last node has failed; returns how many failed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var telling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tell = progress?.RunAsync(telling.Token) ?? Task.CompletedTask;
        var ready = Array.ConvertAll(_workers, _ => new TaskCompletionSource());
        var running = Enumerable.Range(0, _workers.Length).Select(place => RunAsync(place, ready[place], cancellationToken)).ToList();
        var begun = ready.Zip(running, (one, run) => Task.WhenAny(one.Task, run));

        await Task.WhenAll(begun);
        await telling.CancelAsync();
        await tell.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested && _workers.Length - Volatile.Read(ref _failed) is var live and > 0)
            await output.WriteLineAsync($"arena-edge ready {live} nodes");

        await Task.WhenAll(running);
        return _failed;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
    }

    private async Task RunAsync(int place, TaskCompletionSource ready, CancellationToken cancellationToken)
    {
        var madeAgain = default(long?);
        while (true)
        {
            var worker = _workers[place];
            var run = worker.RunAsync(cancellationToken);
            if (await Task.WhenAny(worker.Ready, run) != run) ready.TrySetResult();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!run.IsFaulted) return;

            var error = run.Exception.GetBaseException();
            if (error is OutboxRenewalException && (madeAgain is not { } last || time.GetElapsedTime(last) >= AgainAtMostEvery))
            {
                madeAgain = time.GetTimestamp();
                error = await TryMakeAgainAsync(place, error);
            }

            if (error is null) continue;
            Interlocked.Increment(ref _failed);
            NodeFailed(logger, worker.Node, error);
            return;
        }
    }

    // Returns what went wrong, or null.
    private async Task<Exception?> TryMakeAgainAsync(int place, Exception why)
    {
        var worker = _workers[place];
        MadeAgain(logger, worker.Node, why.Message);
        await worker.DisposeAsync();
        try
        {
            _workers[place] = again(worker.Node);
            return null;
        }
        catch (OutboxUnusableException error)
        {
            return error;
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Node} has failed and stands still; other nodes of this process go on.")]
    private static partial void NodeFailed(ILogger logger, string node, Exception error);

    [LoggerMessage(LogLevel.Error, "ALARM: {Node} is stopped and made again, because its outbox must be renewed: {Why}.")]
    private static partial void MadeAgain(ILogger logger, string node, string why);
}
