using System.Security.Cryptography;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Site;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Replay;

/// <summary>Replay where samples lie in a real InfluxDB and the quarantine beside it.</summary>
public sealed class InfluxReplayTests(InfluxServer server) : QuarantineReplayContract, IClassFixture<InfluxServer>
{
    private readonly string _database = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    private protected override Storage Make(string folder, SiteManifest site, TimeProvider time) => Stores.Influx(
        new ArenaFileOptions { Directory = folder },
        new InfluxOptions { Url = server.Url, Api = InfluxApi.V1, Database = _database },
        site, server.Http, TimeProvider.System, NullLoggerFactory.Instance);
}
