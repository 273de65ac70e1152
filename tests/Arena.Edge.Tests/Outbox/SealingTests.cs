using Arena.Edge.Outbox;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

public sealed class SealingTests : IDisposable
{
    private readonly OutboxFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sample_is_sealed_when_it_has_waited_five_seconds_and_not_before()
    {
        using var outbox = _folder.Open(_time);
        await using var sealer = RunningSealer.Start(outbox);
        outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 90_000.1));

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(4); passed += TimeSpan.FromSeconds(1)) await TickAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(0, outbox.Log.Highest);

        await TickAsync(TimeSpan.FromSeconds(1));
        await sealer.SealedAsync(1);
        var sample = Assert.Single(OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Samples);
        Assert.Equal(Some.Sample("incomer", Quantities.ActivePower, 90_000.1), sample);
    }

    [Fact]
    public async Task Five_hundred_samples_are_sealed_without_waiting()
    {
        using var outbox = _folder.Open(_time);
        await using var sealer = RunningSealer.Start(outbox);
        Fill(outbox, 500);
        await sealer.SealedAsync(1);
        Assert.Equal(500, OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Samples.Count);
    }

    [Fact]
    public async Task While_history_is_played_only_full_batches_are_sealed()
    {
        using var outbox = _folder.Open(_time);
        outbox.Sealer.BySizeOnly = true;
        await using (var sealer = RunningSealer.Start(outbox))
        {
            Fill(outbox, 499);
            for (var i = 0; i < 20; i++) await TickAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(0, outbox.Log.Highest);
            Fill(outbox, 2, from: 499);
            await sealer.SealedAsync(1);
            await outbox.Sealer.SealAllAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal([500, 1], _folder.Batches().Select(batch => OutboxFolder.Read(batch.Payload).Samples.Count));
    }

    [Fact]
    public async Task Ending_seals_what_is_left()
    {
        using var outbox = _folder.Open(_time);
        await using (RunningSealer.Start(outbox)) Fill(outbox, 3);
        Assert.Equal(3, OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Samples.Count);
    }

    [Fact]
    public async Task A_second_sample_with_the_same_identity_and_one_out_of_order_are_dropped_and_counted()
    {
        using var outbox = _folder.Open(_time);
        await using (RunningSealer.Start(outbox))
        {
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 1));
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 2));
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 3, secondsLater: 0.0004));
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 4, secondsLater: -1));
            outbox.Add(Some.Sample("incomer", Quantities.ActiveEnergyImport, 5));
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 6, secondsLater: 0.001));
        }

        Assert.Equal(3, outbox.NotLater);
        Assert.Equal([1, 5, 6], OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Samples.Select(sample => sample.Value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task What_is_no_finite_number_is_dropped_and_counted_and_harms_nothing_else(double value)
    {
        using var outbox = _folder.Open(_time);
        await using (RunningSealer.Start(outbox))
        {
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, value));
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 7));
        }

        Assert.Equal(1, outbox.NotFinite);
        Assert.Equal(7, Assert.Single(OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Samples).Value);
    }

    [Fact]
    public async Task Times_are_cut_to_milliseconds_and_values_rounded_as_the_registry_says()
    {
        using var outbox = _folder.Open(_time);
        await using (RunningSealer.Start(outbox)) outbox.Add(Some.Sample("incomer", Quantities.ActivePower, 1.0 / 3, secondsLater: 0.0018));
        var sample = Assert.Single(OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Samples);
        Assert.Equal(Some.Time + TimeSpan.FromMilliseconds(1), sample.Time);
        Assert.Equal(Quantities.ActivePower.Rounded(1.0 / 3), sample.Value);
    }

    internal static void Fill(NodeOutbox outbox, int count, int from = 0)
    {
        for (var i = from; i < from + count; i++) outbox.Add(Some.Sample("incomer", Quantities.ActivePower, i, secondsLater: i));
    }

    private async Task TickAsync(TimeSpan by)
    {
        await _time.TimerWithinAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        _time.Advance(by);
    }
}
