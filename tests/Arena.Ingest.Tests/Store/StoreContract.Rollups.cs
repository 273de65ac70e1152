using Arena.Ingest.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Store;

public abstract partial class StoreContract
{
    private static readonly TimeSpan[] Everys =
    [
        TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(45),
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3),
    ];

    [Fact]
    public async Task Aggregates_are_those_of_the_samples_to_the_last_bit_before_and_after_rolling_up_and_with_late_samples()
    {
        // 0.1-steps don't add up exactly, so a sum in another order would show.
        var samples = Spread(Venue.Power, 3_000, seed: 20261122);
        var late = samples.Where((_, index) => index % 97 == 3).ToArray();
        var outbox = new Outbox();
        await CommitAsync(outbox.Batch([.. samples.Except(late)]));
        var raw = await AllAggregatesAsync(Venue.Power);

        await RollAllAsync();
        Assert.Equal(raw, await AllAggregatesAsync(Venue.Power));

        await CommitAsync(outbox.Batch(late));
        var rawWithLate = await AllAggregatesAsync(Venue.Power);
        Assert.NotEqual(raw, rawWithLate);
        await RollAllAsync();
        Assert.Equal(rawWithLate, await AllAggregatesAsync(Venue.Power));
        await ReopenAsync();
        Assert.Equal(rawWithLate, await AllAggregatesAsync(Venue.Power));
    }

    [Fact]
    public async Task An_aggregate_has_count_sum_extremes_and_ends_of_its_windows_samples()
    {
        await CommitAsync(new Outbox().Batch(
            new Sample(Venue.Power, Outbox.Noon, 4), new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(20), 1),
            new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(59), 2.5), new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(180), 8)));
        await RollAllAsync();

        var windows = await AggregateAsync(Venue.Power, Outbox.Noon - TimeSpan.FromHours(1), Outbox.Noon + TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        Assert.Equal([new AggregatedWindow(Outbox.Noon, 3, 7.5, 1, 4, 4, 2.5), new AggregatedWindow(Outbox.Noon + TimeSpan.FromMinutes(3), 1, 8, 8, 8, 8, 8)], windows);
        Assert.Equal(2.5, windows[0].Mean);
    }

    [Fact]
    public async Task What_is_to_be_rolled_up_survives_reopening()
    {
        await CommitAsync(new Outbox().Batch(Outbox.Samples(Venue.Power, 10)), new Outbox().Batch(Outbox.Samples(Venue.Filling, 10)));
        Assert.Equal(2, Storage.Roller.Waiting);

        await ReopenAsync();

        Assert.Equal(2, Storage.Roller.Waiting);
        await RollAllAsync();
    }

    // Dense, sparse and empty hours over three days.
    private static Sample[] Spread(SeriesName series, int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(index => Outbox.Noon + TimeSpan.FromMilliseconds(index < count * 2 / 3 ? random.Next(3 * 3_600_000) : random.Next(72 * 3_600_000)))
                .Distinct().Order()
                .Select(time => new Sample(series, time, Math.Round(random.NextDouble() * 1000, 1))),
        ];
    }

    private async Task<List<string>> AllAggregatesAsync(SeriesName series)
    {
        var all = new List<string>();
        foreach (var every in Everys)
        {
            // Neither end on a window's edge.
            var windows = await AggregateAsync(series, Outbox.Noon + TimeSpan.FromSeconds(1000.25), Outbox.Noon + TimeSpan.FromHours(71.3), every);
            all.AddRange(windows.Select(window =>
                $"{every} {window.Start} {window.Count} {window.Sum:R} {window.Min:R} {window.Max:R} {window.First:R} {window.Last:R}"));
        }

        return all;
    }
}
