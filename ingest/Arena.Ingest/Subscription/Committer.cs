using System.Runtime.InteropServices;
using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Insight;
using Arena.Ingest.Store;
using Arena.Mqtt;

namespace Arena.Ingest.Subscription;

/// <summary>Makes what waits durable, and only then settles it: first with the broker, then with the node.</summary>
/// <remarks>
/// <code>
/// waiting room ─ 1 group ─ 2 known batches left out ─ 3 commit begun          as many groups as may be under way
/// first group  ─ 4 durable (else 2 and 3 again, alone, until it is) ─ 5 live view ─ 6 PUBACK ─ 7 acknowledgement due ─ 8 memory
/// </code>
/// Groups are settled in their order. One is begun as soon as something waits and nothing is under way; beside others only once a full load waits, so that a
/// group grows for as long as a commit takes. When a commit fails, no other is begun until it is durable, and those behind it are begun anew.
/// </remarks>
internal sealed class Committer(
    WaitingRoom room, CommitGroups groups, GroupPace pace, ISampleStore store, StoreRetry retry, IMqttLink link,
    AcknowledgementPublisher acknowledgements, LiveState live, FlowCounters counters, Alarms alarms)
{
    private static readonly CommitResult Nothing = new(0, 0, 0, []);

    /// <summary>Runs until the room is closed and empty, or cancelled: then nothing of the groups at hand is acknowledged.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (groups.Count > 0 || await room.WaitAsync(cancellationToken))
            {
                if (groups.Count > 0 && groups.First.Attempt is null or { IsCompleted: true })
                    await SettleAsync(groups.First, cancellationToken);
                else if (groups.Count == 0 ? room.HasLoad || pace.IsDue() : groups.HasFree && room.HasLoad)
                    Begin(cancellationToken);
                else
                    await room.StirredAsync(cancellationToken);
            }
        }
        finally
        {
            await groups.QuietAsync();
        }
    }

    private void Begin(CancellationToken cancellationToken)
    {
        pace.Begun();
        var group = groups.Begin(room); // 1
        group.Attempt = CommitAsync(group, cancellationToken);
        _ = StirAfterAsync(group.Attempt);
    }

    private async Task<CommitResult> CommitAsync(CommitGroup group, CancellationToken cancellationToken)
    {
        group.Judge(); // 2
        return group.Admissions.Count == 0 ? Nothing : await store.CommitAsync(group.Admissions, cancellationToken); // 3
    }

    // Only what has completed is found settled by who is woken, so this is not the last line of the commit itself.
    private async Task StirAfterAsync(Task attempt)
    {
        await attempt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        room.Stir();
    }

    private async Task SettleAsync(CommitGroup group, CancellationToken cancellationToken)
    {
        var result = group.IsEmpty ? Nothing : await retry.RunAsync(cancel => DurableAsync(group, cancel), cancellationToken); // 4

        live.Stored(group.Admissions, result); // 5
        foreach (var fork in group.Forked.Concat(result.Forked))
            alarms.Fork(fork);
        foreach (var admission in group.Admissions)
            alarms.Examine(admission);
        foreach (var node in group.Withheld)
            alarms.Withheld(node);
        link.Acknowledge(CollectionsMarshal.AsSpan(group.Deliveries)); // 6
        room.Left(group.Bytes);
        foreach (var node in group.Nodes)
            acknowledgements.Due(node); // 7
        counters.Committed(group, result);
        groups.Settled(); // 8
    }

    private async ValueTask<CommitResult> DurableAsync(CommitGroup group, CancellationToken cancellationToken)
    {
        try
        {
            return await (group.Attempt ?? CommitAsync(group, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            await groups.QuietAsync();
            group.Attempt = null;
            throw;
        }
    }
}
