namespace Arena.Edge.Loops;

/// <summary>The system's clock, with timers that fire on a loop.</summary>
internal sealed class LoopTime(LoopTimers timers) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        timers.Create(callback, state, dueTime, period);
}
