using System.Security.Cryptography;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>A database that is not what the ledger thinks, and the other way round: noticed by the marks, and nothing claimed that is not there.</summary>
public sealed class InfluxMarkTests : IAsyncLifetime
{
    private readonly InfluxServer _server = new();
    private readonly Forgetful _between = new();
    private readonly HttpClient _http;
    private readonly LogBook _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-mark-").FullName;
    private readonly string _backup = Directory.CreateTempSubdirectory("arena-mark-backup-").FullName;
    private readonly string _database = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly Outbox _outbox = new();
    private readonly Admission[] _batches;
    private Storage _storage = null!;

    public InfluxMarkTests()
    {
        _http = new HttpClient(_between);
        _batches = [.. Enumerable.Range(1, 6).Select(sequence => _outbox.Numbered(sequence, new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sequence), sequence)))];
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILedger Ledger => _storage.Ledger;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.Store.DisposeAsync();
        await _server.DisposeAsync();
        _http.Dispose();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_backup, recursive: true);
    }

    [Fact]
    [Trait("Fault", "22")]
    public async Task A_database_that_confirms_and_forgets_is_found_out_and_what_it_forgot_is_taken_again_once()
    {
        var generation = Ledger.Generation;
        await CommitAsync(_batches[0]);
        _between.Forgets = true;
        await CommitAsync(_batches[1]);
        _between.Forgets = false;
        await CommitAsync(_batches[2]);
        Assert.Equal(3, Low);

        await CheckAsync();
        Assert.Equal(generation, Ledger.Generation);
        await CheckAsync();

        Assert.Contains("2 batches are no longer claimed", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        Assert.True(Ledger.Generation > generation);
        Assert.Equal((1L, Outbox.ChainOver(_batches[0])), (Low, Assert.Single(Ledger.AcknowledgementFor("pi-kitchen").Epochs).Chain));
        Assert.Equal(LedgerVerdict.New, Ledger.Judge(_batches[1].Id!.Value, _batches[1].Hash.Span));
        var again = await CommitAsync(_batches);
        Assert.Equal((1, 1), (again.StoredSamples - 3, again.DuplicateSamples - 1));
        Assert.Equal((6L, Outbox.ChainOver(_batches)), (Low, Assert.Single(Ledger.AcknowledgementFor("pi-kitchen").Epochs).Chain));
        Assert.Equal([1, 2, 3, 4, 5, 6], await StoredAsync());
        Assert.Equal(6, Assert.Single(Ledger.Epochs("pi-kitchen")).Stored);
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task Only_the_data_restored_withdraws_what_came_after_the_backup()
    {
        await CommitAsync(_batches[0]);
        await CommitAsync(_batches[1]);
        await _server.BackUpAsync(_backup);
        await CommitAsync(_batches[2]);
        await CommitAsync(_batches[4]);
        await CheckAsync();
        var generation = Ledger.Generation;
        await _storage.Store.DisposeAsync();
        await _server.RestoreAsync(_backup);

        await OpenAsync();

        Assert.Contains("2 batches are no longer claimed", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        Assert.True(Ledger.Generation > generation);
        Assert.Equal((2L, Outbox.ChainOver(_batches[..2])), (Low, Assert.Single(Ledger.AcknowledgementFor("pi-kitchen").Epochs).Chain));
        await CommitAsync(_batches);
        Assert.Equal([1, 2, 3, 4, 5, 6], await StoredAsync());
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task A_database_restored_while_ingest_runs_is_noticed_although_writes_went_on()
    {
        await CommitAsync(_batches[0]);
        await _server.BackUpAsync(_backup);
        await CommitAsync(_batches[1]);
        await CheckAsync();
        await _server.RestoreAsync(_backup);
        await CommitAsync(_batches[2]);

        await CheckAsync();
        await CheckAsync();

        await _log.NextWithAsync("ALARM");
        Assert.Equal(1, Low);
        await CommitAsync(_batches);
        Assert.Equal([1, 2, 3, 4, 5, 6], await StoredAsync());
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task Only_the_ledger_restored_begins_a_new_generation_and_what_it_forgot_is_found_again_by_the_resend()
    {
        await CommitAsync(_batches[0]);
        var generation = Ledger.Generation;
        await _storage.Store.DisposeAsync();
        File.Copy(Path.Combine(_folder, "arena.db"), Path.Combine(_backup, "arena.db"));
        await OpenAsync();
        await CommitAsync(_batches[1]);
        await CommitAsync(_batches[2]);
        await _storage.Store.DisposeAsync();
        File.Copy(Path.Combine(_backup, "arena.db"), Path.Combine(_folder, "arena.db"), overwrite: true);

        await OpenAsync();

        Assert.Contains("was restored from an older backup", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        Assert.True(Ledger.Generation > generation);
        Assert.Equal(1, Low);
        var again = await CommitAsync(_batches[..4]);
        Assert.Equal((1, 3), (again.StoredSamples, again.DuplicateSamples));
        Assert.Equal([1, 2, 3, 4], await StoredAsync());
    }

    [Fact]
    public async Task Restarts_and_looks_at_a_faithful_database_change_nothing()
    {
        var generation = Ledger.Generation;
        foreach (var batch in _batches)
        {
            await CommitAsync(batch);
            await CheckAsync();
            await CheckAsync();
            await _storage.Store.DisposeAsync();
            await OpenAsync();
        }

        Assert.Equal((generation, 6L), (Ledger.Generation, Low));
    }

    [Fact]
    [Trait("Fault", "18")]
    public async Task What_was_stored_without_its_ledger_is_stored_once_when_it_comes_again()
    {
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "arena.db")};Pooling=False"))
        {
            // The ledger can't be written, as when ingest dies between the two.
            other.Open();
            Run(other, "BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(_batches[..3]));
            Assert.Empty(Ledger.Epochs("pi-kitchen"));
            Assert.Equal([1, 2, 3], await StoredAsync());
        }

        await _storage.Store.DisposeAsync();
        var generation = await OpenAsync();
        var again = await CommitAsync(_batches);

        Assert.Equal((3, 3), (again.StoredSamples, again.DuplicateSamples));
        Assert.Equal([1, 2, 3, 4, 5, 6], await StoredAsync());
        await _storage.Store.DisposeAsync();
        Assert.Equal(generation, await OpenAsync());
    }

    [Fact]
    [Trait("Fault", "26")]
    public async Task What_the_database_would_not_keep_is_quarantined_before_it_is_written()
    {
        await _server.ExecuteAsync(_database, $"ALTER RETENTION POLICY autogen ON \"{_database}\" DURATION 168h SHARD DURATION 24h");
        await _storage.Store.DisposeAsync();
        await OpenAsync();
        var now = UnixTime.From(TimeProvider.System.GetUtcNow());
        Sample[] samples = [new(Venue.Power, now - TimeSpan.FromDays(8), 1), new(Venue.Power, now - TimeSpan.FromDays(6), 2), new(Venue.Power, now, 3)];

        // The server is not asked to refuse it: another version would say 204 and drop it.
        var result = await CommitAsync(_outbox.Numbered(1, samples));

        Assert.Equal((2, 1), (result.StoredSamples, result.QuarantinedSamples));
        Assert.Equal([2, 3], await StoredAsync());
        Assert.Equal((1, Reason.TimeBeforeRetention), (Low, Assert.Single(await QuarantinedAsync()).Entry.Reason));
    }

    [Fact]
    [Trait("Fault", "25")]
    public async Task A_field_of_another_type_in_one_shard_quarantines_that_shards_samples_and_stores_the_others()
    {
        // A week a shard: someone wrote text into the field ten days before.
        var before = Outbox.Noon - TimeSpan.FromDays(10);
        await _server.WriteAsync(_database, $"energy,medium=electricity,point=kitchen-main,site=arena,zone=kitchen active_power_w=\"text\" {before.Microseconds}");
        await _storage.Store.DisposeAsync();
        await OpenAsync();
        Sample[] samples = [new(Venue.Power, before + TimeSpan.FromSeconds(1), 1), new(Venue.Energy, before + TimeSpan.FromSeconds(1), 2), new(Venue.Power, Outbox.Noon, 3)];

        var result = await CommitAsync(_outbox.Numbered(1, samples));

        Assert.Equal((2, 1), (result.StoredSamples, result.QuarantinedSamples));
        Assert.Equal([samples[0]], result.Refused);
        Assert.Equal([3], await StoredAsync());
        Assert.Equal([Reason.StoreRefused], (await QuarantinedAsync()).Select(item => item.Entry.Reason));
        Assert.Equal(1, (await CommitAsync(_outbox.Numbered(2, samples[2]))).DuplicateSamples);
        Assert.Equal(2, Low);
    }

    [Theory]
    [InlineData("168h0m0s", 168 * 3600)]
    [InlineData("0s", 0)]
    [InlineData("1h30m0.5s", 5400.5)]
    public void Durations_are_read_as_InfluxDB_writes_them(string text, double seconds) => Assert.Equal(seconds, GoDuration.Parse(text).TotalSeconds);

    private long Low => Assert.Single(Ledger.AcknowledgementFor("pi-kitchen").Epochs).Terminal.Low;

    private async Task<long> OpenAsync()
    {
        _storage = Stores.Influx(
            new ArenaFileOptions { Directory = _folder, LockTimeout = TimeSpan.FromSeconds(1) },
            new InfluxOptions { Url = _server.Url, Api = InfluxApi.V1, Database = _database }, Venue.Site, _http, TimeProvider.System, _log);
        await _storage.Store.OpenAsync(Cancellation);
        return Ledger.Generation;
    }

    private async Task<CommitResult> CommitAsync(params Admission[] batches) => await _storage.Store.CommitAsync(batches, Cancellation);

    private Task CheckAsync() => ((InfluxSampleStore)_storage.Store).CheckAsync(Cancellation);

    private async Task<List<double>> StoredAsync() => await _storage.Store.ReadAsync(Venue.Power, UnixTime.Min, UnixTime.Max, Cancellation).Select(sample => sample.Value).ToListAsync(Cancellation);

    private async Task<IReadOnlyList<QuarantinedItem>> QuarantinedAsync() => (await Ledger.QuarantineAsync(null, 10, Cancellation)).Items;

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
