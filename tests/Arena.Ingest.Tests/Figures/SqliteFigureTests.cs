using Arena.Ingest.Figures;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Ingest.Tests.Figures;

/// <summary>Figures in <c>arena.db</c>.</summary>
public sealed class SqliteFigureTests : FigureContract
{
    private protected override Storage Make(string folder, FigurePlan? plan) =>
        Stores.Sqlite(new ArenaFileOptions { Directory = folder }, Time, NullLoggerFactory.Instance, plan);
}
