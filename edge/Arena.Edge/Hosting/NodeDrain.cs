using Arena.Edge.Outbox;
using Arena.Edge.Uplink;
using Arena.Mqtt;

namespace Arena.Edge.Hosting;

/// <summary>Hands over what a node's outbox still keeps, without reading a sensor: for the card of a dead node, or before one is put away.</summary>
internal sealed class NodeDrain(string node, NodeOutbox outbox, NodeUplink uplink, IMqttLink link) : IAsyncDisposable
{
    /// <summary>The node's name.</summary>
    public string Node => node;

    /// <summary>Batches that ingest has not confirmed.</summary>
    public long Waiting => outbox.WaitingBatches;

    /// <summary>Runs until nothing waits any more, or until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object? sender, EventArgs e)
        {
            if (Waiting == 0) empty.TrySetResult();
        }

        outbox.Log.BatchesConfirmed += Look;
        Look(this, EventArgs.Empty);
        Task[] loops = [outbox.Sealer.RunAsync(done.Token), uplink.RunAsync(done.Token)];
        await Task.WhenAny([empty.Task.WaitAsync(cancellationToken), .. loops]);
        outbox.Log.BatchesConfirmed -= Look;
        await done.CancelAsync();
        await Task.WhenAll(loops);
    }

    public async ValueTask DisposeAsync()
    {
        uplink.Dispose();
        await link.DisposeAsync();
        outbox.Dispose();
    }
}
