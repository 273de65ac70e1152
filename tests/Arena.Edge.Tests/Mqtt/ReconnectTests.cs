using Arena.Edge.Tests.Time;
using Arena.Mqtt;
using Arena.Mqtt.Links;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>The pauses between attempts, measured on a clock that jumps from one to the next.</summary>
public sealed class ReconnectTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly ConnectionEnd Lost = new(EndCause.Lost, "gone");

    [Fact]
    public async Task Pauses_grow_from_the_first_to_the_longest_and_never_end()
    {
        var pauses = await PausesAsync([.. Enumerable.Repeat(Lost, 200)]);

        Assert.InRange(pauses[0], TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.Zero, Longest));
        Assert.All(pauses[20..], pause => Assert.True(pause > TimeSpan.FromSeconds(10), $"{pause} after twenty attempts"));
    }

    [Fact]
    public async Task Pauses_are_not_the_same_for_everyone()
    {
        var pauses = new List<TimeSpan>();
        for (var node = 0; node < 20; node++) pauses.AddRange(await PausesAsync([Lost]));

        Assert.True(pauses.Distinct().Count() > 10, "twenty nodes come back at nearly the same time");
    }

    [Theory]
    [InlineData((int)EndCause.TakenOver)]
    [InlineData((int)EndCause.SubscriptionRefused)]
    [InlineData((int)EndCause.NotAccepted)]
    public async Task Where_soon_can_not_help_the_pause_is_the_longest_at_once(int cause) =>
        Assert.Equal([Longest], await PausesAsync([new((EndCause)cause, "no")]));

    [Fact]
    public async Task A_connection_that_lived_ends_the_outage()
    {
        var time = new ManualTime();
        var attempts = new Queue<ConnectionEnd>([Lost, Lost, Lost with { Lived = true }, Lost]);
        var outage = Reconnect.Create(Options(), time).ExecuteAsync(_ => ValueTask.FromResult(attempts.Dequeue()), CancellationToken.None).AsTask();

        while (!outage.IsCompleted)
        {
            await Task.WhenAny(outage, time.TimerWithinAsync(Longest, CancellationToken.None)).WithinAsync();
            if (!outage.IsCompleted) time.AdvanceToNextTimer();
        }

        Assert.True((await outage).Lived);
        Assert.Single(attempts);
    }

    // One outage with these ends, of which the first is the connection that was lost; the pause after each.
    private static async Task<List<TimeSpan>> PausesAsync(IReadOnlyList<ConnectionEnd> ends)
    {
        var time = new ManualTime();
        var next = new Queue<ConnectionEnd>(ends);
        using var enough = new CancellationTokenSource();
        var outage = Reconnect.Create(Options(), time).ExecuteAsync(
            _ => ValueTask.FromResult(next.TryDequeue(out var end) ? end : Lost with { Lived = true }), enough.Token).AsTask();
        var pauses = new List<TimeSpan>();
        while (pauses.Count < ends.Count)
        {
            await time.TimerWithinAsync(Longest, CancellationToken.None).WithinAsync("a pause");
            pauses.Add(time.AdvanceToNextTimer());
        }

        await outage.WithinAsync();
        return pauses;
    }

    private static MqttLinkOptions Options() => new()
    {
        Host = "h",
        ClientId = "c",
        ReconnectDelay = TimeSpan.FromMilliseconds(250),
        MaxReconnectDelay = Longest,
    };
}
