using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Ingest.Tests.Store;

public abstract partial class StoreContract
{
    private static readonly Gen<double> Doubles = Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>(), Gen.Elements(0.1, 1e-300, double.Epsilon, double.MaxValue, double.MinValue, -0.0, 1e16, 123456789.123456));

    [Fact]
    public async Task What_was_given_comes_back_bit_for_bit()
    {
        var sample = from value in Doubles.Where(double.IsFinite)
                     from at in Gen.Choose(0, int.MaxValue)
                     from quality in Gen.Elements(0, 1, 5, 32)
                     select new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromMicroseconds(at * 1009L), value, (Quality)quality);
        var given = sample.ArrayOf(300).Sample(4, 10).SelectMany(samples => samples).DistinctBy(one => one.Time).ToArray();
        var outbox = new Outbox();
        foreach (var batch in given.Chunk(100))
            await CommitAsync(outbox.Batch(batch));

        var stored = await ReadAllAsync(Venue.Power);

        Assert.Equal(Bits(given.OrderBy(one => one.Time)), Bits(stored));
    }

    [Fact]
    public async Task A_resent_batch_changes_nothing()
    {
        var batch = new Outbox().Batch(Outbox.Samples(Venue.Power, 10));
        var first = await CommitAsync(batch);
        var second = await CommitAsync(batch);

        Assert.Equal((10, 0), (first.StoredSamples, first.DuplicateSamples));
        Assert.Equal((0, 10, 0), (second.StoredSamples, second.DuplicateSamples, second.QuarantinedSamples));
        Assert.Equal(Outbox.Samples(Venue.Power, 10), await ReadAllAsync(Venue.Power));
    }

    [Fact]
    public async Task A_foreign_pack_sent_again_is_known_by_its_samples()
    {
        await CommitAsync(Outbox.Foreign(Outbox.Samples(Venue.Power, 5)));
        var again = await CommitAsync(Outbox.Foreign(Outbox.Samples(Venue.Power, 7)));

        Assert.Equal((2, 5, 0), (again.StoredSamples, again.DuplicateSamples, again.QuarantinedSamples));
        Assert.Equal(7, (await ReadAllAsync(Venue.Power)).Count);
    }

    [Trait("BadInput", "29")]
    [Fact]
    public async Task Another_value_for_a_known_time_is_quarantined_and_the_first_stays()
    {
        var outbox = new Outbox();
        await CommitAsync(outbox.Batch(Outbox.Samples(Venue.Power, 10)));
        var wrong = new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(4), 99.5);
        var next = new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(10), 10);

        var result = await CommitAsync(outbox.Batch(wrong, next));

        Assert.Equal((1, 0, 1), (result.StoredSamples, result.DuplicateSamples, result.QuarantinedSamples));
        Assert.Equal([wrong], result.Refused);
        Assert.Equal(Outbox.Samples(Venue.Power, 11), await ReadAllAsync(Venue.Power));
        var page = await Storage.Ledger.QuarantineAsync("pi-kitchen", 10, Cancellation);
        var item = Assert.Single(page.Items);
        Assert.Equal((Reason.IdentityConflict, "kitchen-main/active_power"), (item.Entry.Reason, item.Entry.Name));
        Assert.Contains("99.5", item.Entry.Detail, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(Storage.Ledger.Epochs("pi-kitchen")).Terminal.Low);
    }

    [Trait("BadInput", "29")]
    [Fact]
    public async Task Two_values_for_one_time_in_one_commit_leave_the_first()
    {
        var first = new Sample(Venue.Power, Outbox.Noon, 1);
        var outbox = new Outbox();

        var result = await CommitAsync(outbox.Batch(first, first), outbox.Batch(first with { Value = 2 }));

        Assert.Equal((1, 1, 1), (result.StoredSamples, result.DuplicateSamples, result.QuarantinedSamples));
        Assert.Equal([first], await ReadAllAsync(Venue.Power));
    }

    [Fact]
    public async Task Late_samples_find_their_place()
    {
        var samples = Outbox.Samples(Venue.Power, 60);
        var outbox = new Outbox();
        foreach (var batch in (Sample[][])[samples[40..50], samples[0..3], samples[55..60], samples[20..40], samples[50..55], [.. samples[3..20].Reverse()]])
            await CommitAsync(outbox.Batch(batch));

        Assert.Equal(samples, await ReadAllAsync(Venue.Power));
    }

    [Fact]
    public async Task A_span_includes_its_start_and_not_its_end()
    {
        await CommitAsync(new Outbox().Batch(Outbox.Samples(Venue.Power, 20)));

        var read = await Store.ReadAsync(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(5), Outbox.Noon + TimeSpan.FromSeconds(8), Cancellation)
            .Select(sample => sample.Value).ToListAsync(Cancellation);

        Assert.Equal([5, 6, 7], read);
    }

    [Fact]
    public async Task Series_of_one_point_and_time_keep_apart()
    {
        Sample[] samples = [new(Venue.Filling, Outbox.Noon, 0.5), new(Venue.Weight, Outbox.Noon, 18.4), new(Venue.Energy, Outbox.Noon, 7)];
        await CommitAsync(new Outbox().Batch(samples));

        foreach (var sample in samples)
            Assert.Equal([sample], await ReadAllAsync(sample.Series));
        Assert.Empty(await ReadAllAsync(Venue.Power));
    }

    [Fact]
    public async Task The_latest_sample_of_each_series_is_known_and_survives_reopening()
    {
        await CommitAsync(new Outbox().Batch([.. Outbox.Samples(Venue.Power, 20), new Sample(Venue.Uptime, Outbox.Noon, 3, Quality.EstimatedTime)]));
        await CommitAsync(new Outbox().Batch(new Sample(Venue.Power, Outbox.Noon - TimeSpan.FromHours(1), 5)));
        Sample[] expected = [Outbox.Samples(Venue.Power, 20)[^1], new Sample(Venue.Uptime, Outbox.Noon, 3, Quality.EstimatedTime)];

        Assert.Equal(expected, (await Store.LatestAsync(Cancellation)).OrderBy(sample => sample.Series.Point));
        await ReopenAsync();
        Assert.Equal(expected, (await Store.LatestAsync(Cancellation)).OrderBy(sample => sample.Series.Point));
    }

    private static IEnumerable<(long, long, Quality)> Bits(IEnumerable<Sample> samples) =>
        samples.Select(sample => (sample.Time.Microseconds, BitConverter.DoubleToInt64Bits(sample.Value), sample.Quality));
}
