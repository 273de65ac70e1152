using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Mqtt;
using Arena.Wire;

namespace Arena.Edge.Hosting;

/// <summary>
/// Holds a play back: to its speed, to what the disk takes, and to what ingest confirms as long as it confirms anything. A broker that is away
/// stops no play; then the disk is the bound.
/// </summary>
internal sealed class HistoryPace(UnixTime from, double? speed, NodeOutbox outbox, IMqttLink link, NodeClock clock, TimeProvider time, Action<UnixTime> played)
{
    /// <summary>Batches that may wait for their confirmation before a play waits too.</summary>
    public const long MaxWaiting = 2_000;

    private const int LookEvery = 64;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();
    private long _confirmed;
    private long _confirmedAt = time.GetTimestamp();
    private int _readings;

    /// <summary>Called after each reading; waits where the play has to.</summary>
    public ValueTask AfterReadingAsync(CancellationToken cancellationToken) =>
        ++_readings % LookEvery == 0 ? LookAsync(cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var at = UnixTime.From(clock.GetUtcNow());
        played(at);
        await outbox.RoomAsync(cancellationToken);
        while (IsAhead(at) || IngestIsBehind()) await Task.Delay(Step, time, cancellationToken);
    }

    private bool IsAhead(UnixTime at) => speed is { } times && at - from > time.GetElapsedTime(_started) * times;

    private bool IngestIsBehind()
    {
        var waiting = outbox.WaitingBatches;
        var confirmed = outbox.Log.Highest - waiting;
        if (confirmed != _confirmed) (_confirmed, _confirmedAt) = (confirmed, time.GetTimestamp());
        return waiting > MaxWaiting && link.Status.Online && time.GetElapsedTime(_confirmedAt) < Patience;
    }
}
