using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>A ledger in a file of its own, written through the SQLite store's commits.</summary>
public sealed class SqliteLedger : OpenLedger
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-ledger-").FullName;
    private readonly TimeProvider _time;
    private Storage _storage = null!;

    private SqliteLedger(TimeProvider time) => _time = time;

    internal override ILedger Ledger => _storage.Ledger;

    public static async Task<SqliteLedger> CreateAsync(TimeProvider? time = null)
    {
        var ledger = new SqliteLedger(time ?? TimeProvider.System);
        await ledger.OpenAsync();
        return ledger;
    }

    public override async Task<CommitResult> CommitAsync(params Admission[] admissions) => await _storage.Store.CommitAsync(admissions, Cancellation);

    public override Task ReopenAsync() => ReopenAsync([]);

    /// <summary>Closes it, lets someone at the file, and opens it again.</summary>
    public async Task ReopenAsync(params string[] statements)
    {
        await _storage.Store.DisposeAsync();
        await using (var hand = new SqliteConnection($"Data Source={Path.Combine(_folder, "arena.db")};Pooling=False"))
        {
            hand.Open();
            foreach (var statement in statements)
            {
                await using var command = hand.CreateCommand();
                command.CommandText = statement;
                await command.ExecuteNonQueryAsync(Cancellation);
            }
        }

        await OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _storage.Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        _storage = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, _time, NullLoggerFactory.Instance);
        await _storage.Store.OpenAsync(Cancellation);
    }
}
