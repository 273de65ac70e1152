using Arena.Edge.Sensors;
using Arena.Edge.Tests.Time;

namespace Arena.Edge.Tests.Sensors;

/// <summary>A node's clock in a play: it stands still, and every wait moves it on at once.</summary>
internal static class PlayedClock
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static NodeClock Make()
    {
        var clock = new NodeClock(new ManualTime(Start));
        clock.PlayTo(Start);
        return clock;
    }

    /// <summary>Moves it on.</summary>
    public static void Wait(this NodeClock clock, TimeSpan by) => clock.PlayTo(clock.GetUtcNow() + by);
}
