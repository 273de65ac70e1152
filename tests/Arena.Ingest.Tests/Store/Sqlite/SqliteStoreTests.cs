using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;

namespace Arena.Ingest.Tests.Store.Sqlite;

/// <summary>The contract with everything in the head.</summary>
public sealed class SqliteStoreTests : StoreContract
{
    private protected override Storage Make(string folder) => Stores.Sqlite(new ArenaFileOptions { Directory = folder }, TimeProvider.System, Loggers);
}

/// <summary>The contract with a head so small that nearly everything is in chunks.</summary>
public sealed class SealedSqliteStoreTests : StoreContract
{
    private protected override Storage Make(string folder) =>
        Stores.Sqlite(new ArenaFileOptions { Directory = folder, HeadSamples = 3 }, TimeProvider.System, Loggers);
}
