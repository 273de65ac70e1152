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

    /// <summary>Runs until ingest has said on this connection that nothing waits any more, or until cancelled. What it said earlier may be another ledger's word.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object? sender, EventArgs e)
        {
            if (Waiting == 0 && !outbox.Log.HasUndeclared && (outbox.Log.Highest == 0 || outbox.Log.HasHeard)) empty.TrySetResult();
        }

        outbox.Log.AcknowledgementMerged += Look;
        Look(this, EventArgs.Empty);
        Task[] loops = [outbox.Sealer.RunAsync(done.Token), uplink.RunAsync(done.Token)];
        await Task.WhenAny([empty.Task.WaitAsync(cancellationToken), .. loops]);
        outbox.Log.AcknowledgementMerged -= Look;
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
