using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store.Sqlite;

/// <summary>What happens when the file can't take what it is given: nothing is acknowledged, memory knows no more than the disk, and it goes on.</summary>
public sealed class ArenaFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-file-").FullName;
    private readonly Outbox _outbox = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder, "arena.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_full_file_acknowledges_nothing_more_and_takes_the_same_batch_once_there_is_room()
    {
        var stored = 0;
        Admission next;
        await using (var store = (await OpenAsync(options => options with { MaxFileBytes = 1 << 20 })).Store)
        {
            for (next = Batch(0); await TakesAsync(store, next); next = Batch(stored))
                stored++;
            Assert.InRange(stored, 1, 1000);
            Assert.False(await TakesAsync(store, next));
            Assert.Equal(stored * 500, (await store.ReadAsync(Venue.Power, UnixTime.Min, UnixTime.Max, Cancellation).ToListAsync(Cancellation)).Count);
        }

        var roomier = await OpenAsync();
        await using var again = roomier.Store;
        Assert.Equal(stored, Assert.Single(roomier.Ledger.Epochs("pi-kitchen")).Terminal.Low);
        Assert.Equal(500, (await again.CommitAsync([next], Cancellation)).StoredSamples);
        Assert.Equal((stored + 1) * 500, (await again.ReadAsync(Venue.Power, UnixTime.Min, UnixTime.Max, Cancellation).ToListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_lock_held_by_another_program_delays_and_loses_nothing()
    {
        var storage = await OpenAsync(options => options with { LockTimeout = TimeSpan.FromSeconds(1) });
        await using var store = storage.Store;
        await store.CommitAsync([Batch(0)], Cancellation);
        var second = Batch(1);
        await using (var other = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            other.Open();
            Run(other, "BEGIN IMMEDIATE");
            var fault = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync([second], Cancellation));
            Assert.Contains("lock", fault.Message, StringComparison.Ordinal);
            Assert.Equal(LedgerVerdict.New, storage.Ledger.Judge(second.Id!.Value, second.Hash.Span));
        }

        Assert.Equal(500, (await store.CommitAsync([second], Cancellation)).StoredSamples);
        Assert.Equal(2, Assert.Single(storage.Ledger.Epochs("pi-kitchen")).Terminal.Low);
    }

    [Trait("Fault", "31")]
    [Fact]
    public async Task A_full_quarantine_holds_everything_back_until_someone_makes_room()
    {
        var storage = await OpenAsync(options => options with { MaxQuarantineEntries = 2 });
        await using var store = storage.Store;
        await store.CommitAsync([_outbox.RefusedBatch(Reason.NotJson, [1]), _outbox.RefusedBatch(Reason.NotJson, [2])], Cancellation);
        Admission[] commit = [Batch(0), _outbox.RefusedBatch(Reason.NotUtf8, [3])];

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(commit, Cancellation));

        Assert.Contains("quarantine", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await store.ReadAsync(Venue.Power, UnixTime.Min, UnixTime.Max, Cancellation).ToListAsync(Cancellation));
        Assert.Empty(await store.LatestAsync(Cancellation));
        Assert.Equal(2, Assert.Single(storage.Ledger.Epochs("pi-kitchen")).Terminal.Low);
        await using (var operatorsHand = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            operatorsHand.Open();
            Run(operatorsHand, "DELETE FROM quarantine WHERE id = 1");
        }

        Assert.Equal(500, (await store.CommitAsync(commit, Cancellation)).StoredSamples);
        Assert.Equal([3, 2], (await storage.Ledger.QuarantineAsync(null, 9, Cancellation)).Items.Select(item => (int)item.Entry.Payload.Span[0]));
    }

    [Fact]
    public async Task The_quarantine_holds_no_more_bytes_than_it_may()
    {
        await using var store = (await OpenAsync(options => options with { MaxQuarantineBytes = 4096 })).Store;
        await store.CommitAsync([_outbox.RefusedBatch(Reason.NotJson, new byte[4000])], Cancellation);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync([_outbox.RefusedBatch(Reason.NotJson, new byte[97])], Cancellation));
        await store.CommitAsync([_outbox.RefusedBatch(Reason.NotJson, new byte[96])], Cancellation);
    }

    [Fact]
    public async Task Two_services_never_share_a_file()
    {
        await using var first = (await OpenAsync()).Store;
        await using var second = Make().Store;

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => second.OpenAsync(Cancellation));

        Assert.Contains("another arena-ingest", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_newer_Arena_is_left_alone()
    {
        await using (var newer = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            newer.Open();
            Run(newer, "PRAGMA user_version = 99");
        }

        await using var store = Make().Store;
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.OpenAsync(Cancellation));
        Assert.Contains("newer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_says_what_to_do()
    {
        await File.WriteAllTextAsync(Database, new string('x', 9000), Cancellation);
        await using var store = Make().Store;

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.OpenAsync(Cancellation));

        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Database, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_of_a_store_that_is_not_open_says_so()
    {
        var storage = Make();
        await using var store = storage.Store;

        Assert.Throws<InvalidOperationException>(() => storage.Ledger.Generation);
        Assert.Throws<InvalidOperationException>(() => storage.Ledger.AcknowledgementFor("pi-kitchen"));
    }

    [Fact]
    public void Options_name_every_fault_at_once()
    {
        var options = new ArenaFileOptions { Directory = "", MaxQuarantineEntries = 0, HeadSamples = 0 };

        var fault = Assert.Throws<ArgumentException>(() => Stores.Sqlite(options, TimeProvider.System, NullLoggerFactory.Instance));

        Assert.Equal(3, fault.Message.Split(';').Length);
    }

    private static async Task<bool> TakesAsync(ISampleStore store, Admission batch)
    {
        try
        {
            await store.CommitAsync([batch], Cancellation);
            return true;
        }
        catch (StoreUnavailableException fault)
        {
            Assert.Contains("full", fault.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private Admission Batch(int number) => _outbox.Batch(
        [.. Outbox.Samples(Venue.Power, 500).Select(sample => sample with { Time = sample.Time + TimeSpan.FromHours(number) })]);

    private Storage Make(Func<ArenaFileOptions, ArenaFileOptions>? change = null)
    {
        var options = new ArenaFileOptions { Directory = _folder };
        return Stores.Sqlite(change?.Invoke(options) ?? options, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private async Task<Storage> OpenAsync(Func<ArenaFileOptions, ArenaFileOptions>? change = null)
    {
        var storage = Make(change);
        await storage.Store.OpenAsync(Cancellation);
        return storage;
    }
}
