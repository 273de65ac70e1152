using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Outbox.Room;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>The file's own limit is met as a full disk is: SQLite answers SQLITE_FULL to both.</summary>
[Trait("Fault", "5")]
public sealed class FullDiskTests : IDisposable
{
    private static readonly OutboxOptions Small = new() { MaxFileBytes = 400 * 1024, MaxSamples = 100, MaxUnsealed = 300 };

    private const int StepS = 10;

    // Every window is over by the clock of the test.
    private const int MonthsS = 200 * 24 * 3600;

    private readonly OutboxFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly LogBook _book = new();
    private int _put;

    public void Dispose()
    {
        _book.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_confirmed_goes_before_anything_is_thinned()
    {
        using var outbox = _folder.Open(_time, Small, _book);
        await using var sealer = RunningSealer.Start(outbox);
        await PutAndSealAsync(outbox, 6_000);
        outbox.Log.Merge(outbox.Log.Proof(7, low: outbox.Log.Highest));
        await PutAndSealAsync(outbox, 5_000);

        var account = RoomAccount.Of(_folder);
        Assert.Empty(account.Gaps);
        Assert.Equal(_put, account.NewestValue);
        Assert.True(account.First > 1, "nothing was forgotten, so the outbox was never full");
    }

    [Fact]
    public async Task It_is_thinned_to_minutes_then_quarters_then_hours_and_only_then_the_oldest_are_dropped()
    {
        using var outbox = _folder.Open(_time, Small with { MaxSamples = 500, MaxUnsealed = 1_000 }, _book);
        await using var sealer = RunningSealer.Start(outbox);
        var seen = new List<string>();
        while (!seen.Contains("dropped"))
        {
            await PutAndSealAsync(outbox, seen.Count > 0 && seen[^1] == "thinned to 60 min" ? 20_000 : 2_000, atOnce: 500);
            var account = RoomAccount.Of(_folder);
            account.AssertAddsUp(_put);
            seen.AddRange(account.Kinds.Except(seen).ToList());
            Assert.Equal(_put, account.NewestValue);
            Assert.True(_put < 1_500_000, $"{_put} samples fit, and nothing was dropped: {string.Join(", ", seen)}");
        }

        Assert.Equal(["thinned to 1 min", "thinned to 15 min", "thinned to 60 min", "dropped"], seen);
        Assert.InRange(new FileInfo(_folder.File).Length, 1, Small.MaxFileBytes);
    }

    [Fact]
    public async Task What_this_run_has_offered_is_neither_thinned_nor_dropped()
    {
        using var outbox = _folder.Open(_time, Small, _book);
        await using var sealer = RunningSealer.Start(outbox);
        await PutAndSealAsync(outbox, 1_000);
        var offered = Enumerable.Range(3, 5).ToDictionary(number => (long)number, number => outbox.Log.Offered(number)!.Value.ToArray());
        await PutAndSealAsync(outbox, 30_000);

        var kept = _folder.Batches().ToDictionary(batch => batch.Sequence, batch => batch.Payload);
        Assert.All(offered, batch => Assert.Equal(batch.Value, kept[batch.Key]));
        var account = RoomAccount.Of(_folder);
        account.AssertAddsUp(_put);
        Assert.Contains("thinned to 1 min", account.Kinds);
    }

    [Fact]
    public async Task Where_nothing_may_go_samples_wait_in_memory_and_what_memory_has_no_room_for_is_declared()
    {
        using var outbox = _folder.Open(_time, Small, _book);
        await using var sealer = RunningSealer.Start(outbox);
        var full = _book.NextWithAsync("wait in memory");
        while (!full.IsCompleted)
        {
            Put(outbox, 100);
            await Task.WhenAny(full, outbox.Sealer.SealAllAsync(TestContext.Current.CancellationToken));
            for (var number = 1; number <= outbox.Log.Highest; number++) outbox.Log.Offered(number);
        }

        Put(outbox, 1_000);
        var lost = outbox.Dropped;
        Assert.InRange(lost, 700, 1_000);

        outbox.Log.Merge(outbox.Log.Proof(7, low: outbox.Log.Highest));
        _time.Advance(TimeSpan.FromSeconds(6));
        await outbox.Sealer.SealAllAsync(TestContext.Current.CancellationToken).WithinAsync("the rest to be sealed");
        await _book.NextWithAsync("There is room again");
        var account = RoomAccount.Of(_folder);
        var gap = Assert.Single(account.Gaps);
        Assert.Equal((GapCause.MemoryFull, lost), (gap.Cause, gap.Samples));
        Assert.Equal((lost - 1) * StepS, (gap.To - gap.From).TotalSeconds);
        Assert.Equal(_put, account.NewestValue);
    }

    private async Task PutAndSealAsync(NodeOutbox outbox, int count, int atOnce = 100)
    {
        for (var left = count; left > 0; left -= atOnce)
        {
            Put(outbox, atOnce);
            await outbox.Sealer.SealAllAsync(TestContext.Current.CancellationToken).WithinAsync("samples to be sealed");
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private void Put(NodeOutbox outbox, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _put++;
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, _put, (_put * StepS) - MonthsS));
        }
    }
}
