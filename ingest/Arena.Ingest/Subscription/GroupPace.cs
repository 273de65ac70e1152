namespace Arena.Ingest.Subscription;

/// <summary>
/// When a group may be begun with nothing under way: the first after a silence at once, further ones no sooner after one another than
/// <see cref="FlowLimits.LeastBetweenGroups"/>. A commit costs about the same whether it holds one reading or hundreds.
/// </summary>
internal sealed class GroupPace : IDisposable
{
    // Timers tick in whole milliseconds and may come just before their time.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FlowLimits _limits;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long? _begun;

    public GroupPace(FlowLimits limits, WaitingRoom room, TimeProvider time)
    {
        (_limits, _time) = (limits, time);
        _timer = time.CreateTimer(static room => ((WaitingRoom)room!).Stir(), room, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether it is time; if not, the room is stirred when it is.</summary>
    public bool IsDue()
    {
        var wait = _begun is { } begun ? _limits.LeastBetweenGroups - _time.GetElapsedTime(begun) : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
            return true;
        _timer.Change(wait + Tick, Timeout.InfiniteTimeSpan);
        return false;
    }

    /// <summary>A group is begun now.</summary>
    public void Begun() => _begun = _time.GetTimestamp();

    public void Dispose() => _timer.Dispose();
}
