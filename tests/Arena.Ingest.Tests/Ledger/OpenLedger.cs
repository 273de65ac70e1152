using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire.Acknowledgements;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>A ledger in a file of its own, written through the SQLite store's commits.</summary>
internal sealed class OpenLedger : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-ledger-").FullName;
    private readonly TimeProvider _time;
    private Storage _storage = null!;

    private OpenLedger(TimeProvider time) => _time = time;

    public ILedger Ledger => _storage.Ledger;

    public ISampleStore Store => _storage.Store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<OpenLedger> CreateAsync(TimeProvider? time = null)
    {
        var ledger = new OpenLedger(time ?? TimeProvider.System);
        await ledger.OpenAsync();
        return ledger;
    }

    /// <summary>One commit.</summary>
    public async Task<CommitResult> CommitAsync(params Admission[] admissions) => await Store.CommitAsync(admissions, Cancellation);

    /// <summary>What a node is told of its only epoch.</summary>
    public EpochAcknowledgement Told(string node = "pi-kitchen") => Assert.Single(Ledger.AcknowledgementFor(node).Epochs);

    /// <summary>Closes it, lets someone at the file, and opens it again.</summary>
    public async Task ReopenAsync(params string[] statements)
    {
        await Store.DisposeAsync();
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

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        _storage = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, _time, NullLoggerFactory.Instance);
        await Store.OpenAsync(Cancellation);
    }
}
