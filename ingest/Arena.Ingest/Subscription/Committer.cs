using System.Runtime.InteropServices;
using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Insight;
using Arena.Ingest.Store;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Ingest.Subscription;

/// <summary>Makes what waits durable, and only then settles it: first with the broker, then with the node.</summary>
/// <remarks>
/// <code>
/// waiting room ─ 1 group ─ 2 known batches left out ─ 3 commit (2 and 3 until they succeed) ─ 4 live view ─ 5 PUBACK ─ 6 acknowledgement due
/// </code>
/// </remarks>
internal sealed partial class Committer(
    WaitingRoom room, CommitGroup group, ISampleStore store, StoreRetry retry, IMqttLink link,
    AcknowledgementPublisher acknowledgements, LiveState live, FlowCounters counters, ILogger<Committer> logger)
{
    private const int MostForksRemembered = 1_000;

    private readonly HashSet<(string Node, Epoch Epoch)> _forksLogged = [];

    /// <summary>Runs until the room is closed and empty, or cancelled: then nothing of the group at hand is acknowledged.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await room.WaitAsync(cancellationToken))
        {
            group.Fill(room); // 1
            var result = await retry.RunAsync(CommitAsync, cancellationToken); // 2, 3

            live.Stored(group.Admissions, result); // 4
            link.Acknowledge(CollectionsMarshal.AsSpan(group.Deliveries)); // 5
            room.Left(group.Bytes);
            foreach (var node in group.Nodes)
                acknowledgements.Due(node); // 6
            foreach (var fork in group.Forked.Concat(result.Forked))
                Alarm(fork);
            counters.Committed(group, result);
        }
    }

    private ValueTask<CommitResult> CommitAsync(CancellationToken cancellationToken)
    {
        group.Judge();
        return group.Admissions.Count == 0 ? new(new CommitResult(0, 0, 0, [])) : store.CommitAsync(group.Admissions, cancellationToken);
    }

    // A node with a fork offers it again and again: each epoch is told once, the counter tells the rest.
    private void Alarm(in BatchId fork)
    {
        if (_forksLogged.Count < MostForksRemembered && _forksLogged.Add((fork.Node, fork.Epoch)))
            LogFork(logger, fork.Node, fork.Epoch, fork.Sequence);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "ALARM: batch {Sequence} of node {Node}, epoch {Epoch}, came with other bytes than those stored. Its outbox was rolled back or cloned; it is not acknowledged. Give the node a new outbox")]
    private static partial void LogFork(ILogger logger, string node, Epoch epoch, long sequence);
}
