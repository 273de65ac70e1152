using System.Runtime.InteropServices;
using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Insight;
using Arena.Ingest.Store;
using Arena.Mqtt;

namespace Arena.Ingest.Subscription;

/// <summary>Makes what waits durable, and only then settles it: first with the broker, then with the node.</summary>
/// <remarks>
/// <code>
/// waiting room ─ 1 group ─ 2 known batches left out ─ 3 commit (2 and 3 until they succeed) ─ 4 live view ─ 5 PUBACK ─ 6 acknowledgement due ─ 7 memory
/// </code>
/// </remarks>
internal sealed class Committer(
    WaitingRoom room, CommitGroup group, ISampleStore store, StoreRetry retry, IMqttLink link,
    AcknowledgementPublisher acknowledgements, LiveState live, FlowCounters counters, Alarms alarms)
{
    /// <summary>Runs until the room is closed and empty, or cancelled: then nothing of the group at hand is acknowledged.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await room.WaitAsync(cancellationToken))
        {
            group.Fill(room); // 1
            var result = group.IsEmpty ? new CommitResult(0, 0, 0, []) : await retry.RunAsync(CommitAsync, cancellationToken); // 2, 3

            live.Stored(group.Admissions, result); // 4
            foreach (var fork in group.Forked.Concat(result.Forked))
                alarms.Fork(fork);
            foreach (var admission in group.Admissions)
                alarms.Examine(admission);
            foreach (var node in group.Withheld)
                alarms.Withheld(node);
            link.Acknowledge(CollectionsMarshal.AsSpan(group.Deliveries)); // 5
            room.Left(group.Bytes);
            foreach (var node in group.Nodes)
                acknowledgements.Due(node); // 6
            counters.Committed(group, result);
            group.Release(); // 7
        }
    }

    private ValueTask<CommitResult> CommitAsync(CancellationToken cancellationToken)
    {
        group.Judge();
        return group.Admissions.Count == 0 ? new(new CommitResult(0, 0, 0, [])) : store.CommitAsync(group.Admissions, cancellationToken);
    }
}
