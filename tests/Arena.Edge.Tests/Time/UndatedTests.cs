using Arena.Edge.Outbox;
using Arena.Edge.Tests.Outbox;
using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Edge.Tests.Time;

[Trait("Fault", "11")]
public sealed class UndatedTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_is_measured_before_the_clock_is_synchronised_waits_says_so_and_is_dated_exactly()
    {
        await using var node = Unsynchronised();
        await node.StartAsync();
        Assert.Equal(LogLevel.Warning, (await node.Log.NextWithAsync("is not synchronised")).Level);
        await node.RunAsync(Minute, Second);
        Synchronise(node);
        await node.RunAsync(Minute, Second);
        Assert.StartsWith("122 samples", (await node.Log.NextWithAsync("waited for a date")).Message, StringComparison.Ordinal);
        await node.StopAsync();

        var (samples, gaps) = Proof.Holds(node);
        Proof.AreDatedTruly(node, samples);
        Assert.All(samples, sample => Assert.Equal(Quality.Good, sample.Quality));
        Assert.Equal((2 * 120, 0), (samples.Count, gaps.Count));
    }

    [Fact]
    public async Task A_worker_that_restarts_in_the_same_boot_dates_by_the_anchor_it_had()
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        await node.StopAsync();

        node.Clock.Synchronised = false;
        node.Clock.Off = TimeSpan.FromDays(-9);
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        await node.StopAsync();
        var (samples, _) = Proof.Holds(node);
        Proof.AreDatedTruly(node, samples);
        Assert.Equal(2 * 120, samples.Count);
    }

    [Fact]
    public async Task A_counter_goes_on_from_a_register_that_waits_without_a_date()
    {
        await using var node = Unsynchronised();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        await node.RebootAsync(Minute);
        await node.StartAsync();
        Assert.Equal(60, node.Sink.RegisterOf(NodeInTime.Counter));
        Assert.Null(node.Sink.RegisterOf(NodeInTime.Gauge));
    }

    [Fact]
    public async Task More_than_there_is_room_for_is_given_up_oldest_first_and_declared()
    {
        await using var node = Unsynchronised(new OutboxOptions { MaxUndated = 100 });
        await node.StartAsync();
        await node.RunAsync(5 * Minute, Second);
        await node.RebootAsync(Minute);
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        Synchronise(node);
        await node.LookAsync();
        await node.StopAsync();

        var (samples, declared) = Proof.Holds(node);
        Assert.InRange(samples.Count, 90, 112);
        Proof.AreDatedTruly(node, samples);
        var gaps = declared.OrderBy(gap => gap.From).ToList();
        Assert.Equal([GapCause.DiskFull, GapCause.DiskFull], gaps.Select(gap => gap.Cause));
        Assert.Equal(2 * 300, gaps[0].Samples);
        Proof.IsWithin(node.Truth[0], gaps[0].From, gaps[0].To);
        Proof.IsWithin(node.Truth[299], gaps[0].From, gaps[0].To);
        Proof.IsWithin(node.Truth[300] + TimeSpan.FromMilliseconds(1), gaps[1].From, gaps[1].To);
    }

    [Fact]
    public async Task What_could_not_be_written_down_in_a_full_outbox_is_declared_once_there_is_room()
    {
        await using var node = Unsynchronised(new OutboxOptions { MaxUnsealed = 50, MaxSamples = 20 });
        var full = false;
        node.Around = storage => new HookedStorage(storage) { Before = _ => { if (full) throw new OutboxFullException("no room"); } };
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        full = true;
        await node.RunAsync(2 * Minute, Second);
        Assert.Contains("the oldest are dropped", (await node.Log.NextWithAsync("undated samples wait in memory")).Message, StringComparison.Ordinal);
        full = false;
        await node.RunAsync(10 * Second, Second);
        Synchronise(node);
        await node.RunAsync(10 * Second, Second);
        await node.StopAsync();

        var (samples, gaps) = Proof.Holds(node);
        Proof.AreDatedTruly(node, samples);
        Assert.Equal(GapCause.DiskFull, Assert.Single(gaps).Cause);
        Assert.InRange(gaps[0].Samples!.Value, 150, 240);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waits_is_taken_over_into_a_renewed_outbox_even_if_its_boot_is_forgotten(bool forgotten)
    {
        await using var node = Unsynchronised();
        var asked = default(IOutboxStorage);
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        await node.RebootAsync(Minute);
        node.Around = storage => asked = storage;
        await node.StartAsync();
        if (forgotten) asked!.Undated.ForgetBoots(2);
        asked!.AskForRenewal("a test wants it");
        await node.StopAsync();

        node.Around = storage => storage;
        await node.StartAsync();
        Synchronise(node);
        await node.RunAsync(Second, Second);
        await node.StopAsync();
        var (samples, gaps) = Proof.Holds(node);
        Assert.Equal(2 * 61, samples.Count);
        Assert.Equal((GapCause.TimeEstimated, 2 * 60), (Assert.Single(gaps).Cause, gaps[0].Samples!.Value));
        if (!forgotten) Proof.IsWithin(node.Truth[0], gaps[0].From, gaps[0].To);
    }

    [Fact]
    public async Task A_crash_at_any_write_while_dating_loses_nothing_and_doubles_nothing()
    {
        var died = 0;
        for (var write = 1; await DiesAsync(write, committed: false); write++)
        {
            Assert.True(await DiesAsync(write, committed: true), "a write is committed that was not begun");
            died = write;
        }

        Assert.InRange(died, 8, 30);
    }

    // Two boots wait, the second gets its anchor, and the worker ends at one of the writes that follow. False when there are not so many.
    private static async Task<bool> DiesAsync(int atWrite, bool committed)
    {
        void Cut(int write)
        {
            if (write == atWrite) throw new PowerCutException();
        }

        await using var node = Unsynchronised(new OutboxOptions { MaxSamples = 20 });
        await node.StartAsync();
        await node.RunAsync(30 * Second, Second);
        await node.RebootAsync(Minute);
        await node.StartAsync();
        await node.RunAsync(30 * Second, Second);
        await node.StopAsync();

        Synchronise(node);
        node.Around = storage => new HookedStorage(storage) { Before = committed ? null : Cut, After = committed ? Cut : null };
        var died = false;
        try
        {
            await node.StartAsync();
        }
        catch (PowerCutException)
        {
            died = true;
        }

        await node.EndAsync();
        node.Around = storage => storage;
        await node.StartAsync();
        await node.StopAsync();
        var (samples, gaps) = Proof.Holds(node);
        Assert.Equal(2 * 60, samples.Count);
        Proof.AreDatedTruly(node, samples.Skip(2 * 30));
        Assert.Equal((GapCause.TimeEstimated, 2 * 30), (Assert.Single(gaps).Cause, gaps[0].Samples!.Value));
        return died;
    }

    private static NodeInTime Unsynchronised(OutboxOptions? options = null)
    {
        var node = new NodeInTime { Options = options ?? new OutboxOptions() };
        node.Clock.Synchronised = false;
        node.Clock.Off = new UnixTime(0) - node.Clock.Truth;
        return node;
    }

    private static void Synchronise(NodeInTime node) => (node.Clock.Off, node.Clock.Synchronised) = (TimeSpan.Zero, true);
}
