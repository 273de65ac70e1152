using Arena.Edge.Loops;
using Arena.Edge.Tests.Mqtt;
using Xunit;

namespace Arena.Edge.Tests.Loops;

/// <summary>The threads a worker runs on, in real time.</summary>
public sealed class WorkLoopTests : IDisposable
{
    private readonly WorkLoop _loop = new("test");

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task What_is_awaited_goes_on_where_it_began()
    {
        var threads = new List<Thread>();
        await _loop.RunAsync(async () =>
        {
            threads.Add(Thread.CurrentThread);
            await Task.Yield();
            threads.Add(Thread.CurrentThread);
            await Task.Run(() => threads.Add(Thread.CurrentThread));
            threads.Add(Thread.CurrentThread);
            await Task.Delay(TimeSpan.FromMilliseconds(5), _loop.Time);
            threads.Add(Thread.CurrentThread);
        }).WithinAsync("the work");
        Assert.Equal([true, true, false, true, true], threads.Select(thread => thread == threads[0]));
    }

    [Fact]
    public async Task What_goes_wrong_reaches_who_waits() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => _loop.RunAsync(() => throw new InvalidDataException()).WithinAsync("the fault"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(250)]
    public async Task A_wait_is_never_too_short(int milliseconds)
    {
        var began = _loop.Time.GetTimestamp();
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _loop.Time, TestContext.Current.CancellationToken).WithinAsync("the wait");
        Assert.True(_loop.Time.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(milliseconds), $"{_loop.Time.GetElapsedTime(began).TotalMilliseconds} ms");
    }

    [Fact]
    public async Task What_is_due_at_one_moment_is_one_wake_up()
    {
        var wakeups = 0L;
        await _loop.RunAsync(async () =>
        {
            // Each a little later than the one before, as loops are that end their readings one after the other.
            var waits = Enumerable.Range(0, 50).Select(number => Task.Delay(TimeSpan.FromMilliseconds(500) - TimeSpan.FromMicroseconds(30 * number), _loop.Time)).ToList();
            wakeups = _loop.Wakeups;
            await Task.WhenAll(waits);
            wakeups = _loop.Wakeups - wakeups;
        }).WithinAsync("all of them");
        Assert.InRange(wakeups, 1, 2);
    }

    [Fact]
    public async Task A_shorter_wait_that_is_set_later_ends_first()
    {
        var order = new List<int>();
        await Task.WhenAll(AfterAsync(400, 1), AfterAsync(20, 2)).WithinAsync("both");
        Assert.Equal([2, 1], order);

        async Task AfterAsync(int milliseconds, int number)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _loop.Time);
            lock (order) order.Add(number);
        }
    }

    [Fact]
    public async Task A_timer_that_is_put_off_or_disposed_does_not_fire_and_one_with_a_period_goes_on()
    {
        var (put, disposed, periods) = (0, 0, 0);
        var fifth = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var off = _loop.Time.CreateTimer(_ => put++, null, TimeSpan.FromMilliseconds(30), Timeout.InfiniteTimeSpan);
        Assert.True(off.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        var gone = _loop.Time.CreateTimer(_ => disposed++, null, TimeSpan.FromMilliseconds(30), Timeout.InfiniteTimeSpan);
        await gone.DisposeAsync();
        Assert.False(gone.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        await using var periodic = _loop.Time.CreateTimer(_ => Period(), null, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
        await fifth.Task.WithinAsync("five periods");
        Assert.Equal((0, 0), (put, disposed));

        void Period()
        {
            if (Interlocked.Increment(ref periods) == 5) fifth.SetResult();
        }
    }

    [Fact]
    public async Task Work_that_keeps_the_thread_is_left_behind_and_ends_when_it_does()
    {
        using var released = new ManualResetEventSlim();
        using var watching = new WorkLoop("watching", watched: _loop);
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var keeping = _loop.RunAsync(() =>
        {
            stuck.SetResult();
            Assert.True(released.Wait(TimeSpan.FromSeconds(60), CancellationToken.None));
            return Task.CompletedTask;
        });
        await stuck.Task.WithinAsync("it to begin");
        var other = _loop.RunAsync(() => Task.CompletedTask);

        // Anything that wakes the other loop lets it look; without, it does so every ten seconds.
        while (!other.IsCompleted)
        {
            Assert.False(keeping.IsCompleted);
            await watching.RunAsync(() => Task.CompletedTask).WithinAsync("the watching loop");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await other;
        Assert.False(keeping.IsCompleted);
        released.Set();
        await keeping.WithinAsync("what was stuck");
        await _loop.RunAsync(() => Task.CompletedTask).WithinAsync("the loop");
    }

    [Fact]
    public async Task What_is_posted_after_the_end_is_done_all_the_same()
    {
        _loop.Dispose();
        await _loop.RunAsync(() => Task.CompletedTask).WithinAsync("the work");
    }
}
