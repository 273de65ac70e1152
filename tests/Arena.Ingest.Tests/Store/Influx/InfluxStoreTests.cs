using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>The contract, and what is InfluxDB's own, against a real InfluxDB 1.6.</summary>
public sealed class InfluxStoreTests(InfluxServer server) : StoreContract, IClassFixture<InfluxServer>
{
    [Fact]
    public async Task Lines_have_measurement_tags_and_float_fields_and_share_a_row_per_time()
    {
        await CommitAsync(new Outbox().Batch(
            new Sample(Venue.Filling, Outbox.Noon, 1, Quality.EstimatedTime), new Sample(Venue.Weight, Outbox.Noon, 18.4, Quality.SensorFault)));

        var row = await server.QueryAsync(Unique, "SELECT * FROM waste");

        Assert.Contains("""
            "columns":["time","cargo_weight_kg","filling_level","fraction","point","quality","site","zone"],"values":[[1795348800000000,18.4,1,"food","bin-north-03-food",5,"arena","north"]]
            """, row, StringComparison.Ordinal);
        var types = await server.QueryAsync(Unique, "SHOW FIELD KEYS FROM waste");
        Assert.Contains("""[["cargo_weight_kg","float"],["filling_level","float"],["quality","integer"]]""", types, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_the_server_refuses_is_quarantined_with_its_words_and_its_neighbours_are_stored()
    {
        await server.WriteAsync(Unique, "energy,point=elsewhere active_energy_import_wh=\"text\" 1795348800000000");
        var outbox = new Outbox();
        Sample[] samples = [.. Outbox.Samples(Venue.Power, 40), .. Outbox.Samples(Venue.Energy, 2), .. Outbox.Samples(Venue.Filling, 5)];

        var result = await CommitAsync(outbox.Batch(samples), outbox.Batch(new Sample(Venue.Weight, Outbox.Noon, 3)));

        Assert.Equal((46, 2), (result.StoredSamples, result.QuarantinedSamples));
        Assert.Equal(Outbox.Samples(Venue.Energy, 2), result.Refused);
        Assert.Equal(Outbox.Samples(Venue.Power, 40), await ReadAllAsync(Venue.Power));
        Assert.Equal(5, (await ReadAllAsync(Venue.Filling)).Count);
        var page = await Storage.Ledger.QuarantineAsync(null, 10, Cancellation);
        Assert.All(page.Items, item => Assert.Equal(Reason.StoreRefused, item.Entry.Reason));
        Assert.Contains("field type conflict", page.Items[0].Entry.Detail, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(Storage.Ledger.Epochs("pi-kitchen")).Terminal.Low);
    }

    [Fact]
    public async Task A_database_that_is_gone_makes_the_commit_fail_and_the_same_call_succeeds_once_it_is_back()
    {
        var batch = new Outbox().Batch(Outbox.Samples(Venue.Power, 10));
        await server.QueryAsync(Unique, "SHOW MEASUREMENTS");
        await server.KillAsync();

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(batch));
        Assert.Contains("can't be reached", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Storage.Ledger.Epochs("pi-kitchen"));

        await server.StartAsync();
        Assert.Equal(10, (await CommitAsync(batch)).StoredSamples);
        Assert.Equal(10, (await ReadAllAsync(Venue.Power)).Count);
    }

    [Fact]
    public async Task Samples_stored_without_their_ledger_are_found_again_by_the_resend()
    {
        await CommitAsync(new Outbox().Batch(new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromDays(1), 0)));
        await server.WriteAsync(Unique, "energy,medium=electricity,point=kitchen-main,site=arena,zone=kitchen active_power_w=1.0 1795348801000000");

        var result = await CommitAsync(new Outbox().Batch(Outbox.Samples(Venue.Power, 3)));

        Assert.Equal((2, 1, 0), (result.StoredSamples, result.DuplicateSamples, result.QuarantinedSamples));
    }

    [Trait("BadInput", "28")]
    [Fact]
    public async Task Case_28_a_counter_that_went_backwards_keeps_its_mark_when_ingest_died_before_the_ledger()
    {
        Sample[] sent = [.. ((double[])[500, 510, 3, 4]).Select((value, second) => new Sample(Venue.Energy, Outbox.Noon + TimeSpan.FromSeconds(second), value))];
        var catalogue = new VenueCatalogue(Venue.Site);
        var outbox = new Outbox();
        await CommitAsync(outbox.Numbered(1, sent) with { Samples = new CounterWatch(catalogue).Mark(sent) });
        var stored = await ReadAllAsync(Venue.Energy);
        Assert.Equal([Quality.Good, Quality.Good, Quality.CounterReset, Quality.Good], stored.Select(sample => sample.Quality));

        // The ledger never heard of it: the database alone remembers, and the node sends the batch again, with more.
        var folder = Directory.CreateTempSubdirectory("arena-store-").FullName;
        await using var store = Make(folder).Store;
        await store.OpenAsync(Cancellation);
        var watch = new CounterWatch(catalogue);
        watch.Seed(await store.LatestAsync(Cancellation));
        Sample[] more = [new(Venue.Energy, Outbox.Noon + TimeSpan.FromSeconds(4), 1)];
        var result = await store.CommitAsync(
            [outbox.Numbered(1, sent) with { Samples = watch.Mark(sent) }, outbox.Numbered(2, more) with { Samples = watch.Mark(more) }], Cancellation);

        Assert.Equal((1, 4, 0), (result.StoredSamples, result.DuplicateSamples, result.QuarantinedSamples));
        Assert.Equal([.. stored, more[0] with { Quality = Quality.CounterReset }], await ReadAllAsync(Venue.Energy));
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_point_that_is_not_in_the_manifest_is_quarantined()
    {
        var stranger = new Sample(new SeriesName("stranger", Quantities.ActivePower), Outbox.Noon, 1);

        var result = await CommitAsync(new Outbox().Batch(stranger, new Sample(Venue.Power, Outbox.Noon, 1)));

        Assert.Equal((1, 1), (result.StoredSamples, result.QuarantinedSamples));
        Assert.Equal(Reason.UnknownPoint, (await Storage.Ledger.QuarantineAsync(null, 1, Cancellation)).Items[0].Entry.Reason);
    }

    [Fact]
    public async Task Rollups_stand_in_measurements_of_their_own()
    {
        await CommitAsync(new Outbox().Batch(Outbox.Samples(Venue.Power, 90)));
        await RollAllAsync();

        var hour = await server.QueryAsync(Unique, "SELECT active_power_w_count, active_power_w_sum, active_power_w_mean, active_power_w_last FROM energy_1h");
        Assert.Contains("[[1795348800000000,90,4005,44.5,89]]", hour, StringComparison.Ordinal);
        foreach (var suffix in (string[])["1m", "15m", "1d"])
            Assert.Contains("active_power_w_max", await server.QueryAsync(Unique, $"SHOW FIELD KEYS FROM energy_{suffix}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_with_commas_spaces_and_equals_signs_come_back_as_they_are()
    {
        const string Odd = "north, \"upper\" = läktare 1";
        var site = Venue.Site with { Points = [.. Venue.Site.Points.Select(point => point with { Zone = Odd })] };
        var folder = Directory.CreateTempSubdirectory("arena-store-").FullName;
        await using var store = Stores.Influx(
            new ArenaFileOptions { Directory = folder }, new InfluxOptions { Url = server.Url, Api = InfluxApi.V1, Database = Unique }, site, server.Http, TimeProvider.System, Loggers).Store;
        await store.OpenAsync(Cancellation);

        await store.CommitAsync([new Outbox().Batch(new Sample(Venue.Power, Outbox.Noon, 1))], Cancellation);

        using var answer = System.Text.Json.JsonDocument.Parse(await server.QueryAsync(Unique, "SHOW TAG VALUES FROM energy WITH KEY = zone"));
        var series = Assert.Single(answer.RootElement.GetProperty("results")[0].GetProperty("series").EnumerateArray());
        Assert.Equal(Odd, Assert.Single(series.GetProperty("values").EnumerateArray())[1].GetString());
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_manifest_with_a_line_break_in_a_tag_is_refused_at_once()
    {
        var site = Venue.Site with { Points = [.. Venue.Site.Points.Select(point => point with { Zone = "a\nb" })] };

        Assert.Throws<ArgumentException>(() => Stores.Influx(
            new ArenaFileOptions { Directory = "nowhere" }, new InfluxOptions { Url = server.Url }, site, server.Http, TimeProvider.System, Loggers));
    }

    [Fact]
    public async Task A_name_that_could_end_a_string_never_reaches_a_query()
    {
        var hostile = new SeriesName("x' OR time > 0 --", Quantities.ActivePower);
        await Assert.ThrowsAsync<ArgumentException>(() => ReadAllAsync(hostile));
    }

    private protected override Storage Make(string folder) => Stores.Influx(
        new ArenaFileOptions { Directory = folder },
        new InfluxOptions { Url = server.Url, Api = InfluxApi.V1, Database = Unique, MaxLines = 64, Gzip = true },
        Venue.Site, server.Http, TimeProvider.System, Loggers);
}
