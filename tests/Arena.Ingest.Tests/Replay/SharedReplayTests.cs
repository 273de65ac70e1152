using System.Security.Cryptography;
using Arena.Ingest.Ledger.Postgres;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Site;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Replay;

/// <summary>Replay where samples lie in a real InfluxDB and the quarantine in a real PostgreSQL.</summary>
public sealed class SharedReplayTests(InfluxServer influx, PostgresServer postgres) : QuarantineReplayContract, IClassFixture<InfluxServer>
{
    private readonly string _name = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private PostgresOptions _postgres = null!;

    private protected override async Task PrepareAsync() => _postgres = await postgres.OptionsAsync() with { Database = await postgres.DatabaseAsync(_name) };

    private protected override Storage Make(string folder, SiteManifest site, TimeProvider time) => Stores.Shared(
        new ArenaFileOptions { Directory = folder },
        new InfluxOptions { Url = influx.Url, Api = InfluxApi.V1, Database = _name },
        _postgres, site, influx.Http, TimeProvider.System, NullLoggerFactory.Instance);
}
