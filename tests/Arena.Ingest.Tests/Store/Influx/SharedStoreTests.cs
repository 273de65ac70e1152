using Arena.Ingest.Ledger.Postgres;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>The contract with samples in a real InfluxDB and the ledger in a real PostgreSQL.</summary>
public sealed class SharedStoreTests(InfluxServer influx, PostgresServer postgres) : StoreContract, IClassFixture<InfluxServer>
{
    private PostgresOptions _postgres = null!;

    private protected override async Task PrepareAsync() => _postgres = await postgres.OptionsAsync();

    private protected override Storage Make(string folder) => Stores.Shared(
        new ArenaFileOptions { Directory = folder },
        new InfluxOptions { Url = influx.Url, Api = InfluxApi.V1, Database = Unique },
        _postgres, Venue.Site with { Site = Unique }, influx.Http, TimeProvider.System, Loggers);
}
