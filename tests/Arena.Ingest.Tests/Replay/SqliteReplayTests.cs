using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Site;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Ingest.Tests.Replay;

/// <summary>Replay where samples and quarantine lie in one file.</summary>
public sealed class SqliteReplayTests : QuarantineReplayContract
{
    private protected override Storage Make(string folder, SiteManifest site, TimeProvider time) =>
        Stores.Sqlite(new ArenaFileOptions { Directory = folder }, time, NullLoggerFactory.Instance);
}
