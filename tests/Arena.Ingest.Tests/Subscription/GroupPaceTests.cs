using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Subscription;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>When a group may be begun: at once after a silence, at a pace in a stream.</summary>
public sealed class GroupPaceTests : IDisposable
{
    private static readonly FlowLimits Limits = new() { LeastBetweenGroups = TimeSpan.FromMilliseconds(50) };
    private static readonly TimeSpan Almost = TimeSpan.FromMilliseconds(49);
    private readonly ManualTime _time = new();
    private readonly WaitingRoom _room = new(Limits);
    private readonly GroupPace _pace;

    public GroupPaceTests() => _pace = new GroupPace(Limits, _room, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _pace.Dispose();

    [Fact]
    public void The_first_group_is_begun_at_once_and_the_next_not_before_its_time()
    {
        Assert.True(_pace.IsDue());
        _pace.Begun();
        Assert.False(_pace.IsDue());
        _time.Advance(Almost);
        Assert.False(_pace.IsDue());
        _time.Advance(Limits.LeastBetweenGroups - Almost);
        Assert.True(_pace.IsDue());
    }

    [Fact]
    public async Task Who_waits_is_stirred_when_it_is_time_and_not_sooner()
    {
        _pace.Begun();
        Assert.False(_pace.IsDue());
        var stirred = _room.StirredAsync(Cancellation).AsTask();
        _time.Advance(Almost);
        Assert.False(stirred.IsCompleted);
        _time.Advance(Limits.LeastBetweenGroups);
        await stirred.WithinAsync("the stir");
        Assert.True(_pace.IsDue());
    }
}
