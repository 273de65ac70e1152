using Arena.Ingest.Figures;
using Arena.Ingest.Ledger;
using Arena.Ingest.Ledger.Postgres;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Rollups;
using Arena.Ingest.Store.Sqlite;
using Arena.Site;

namespace Arena.Ingest.Store;

/// <summary>Makes a store with its ledger. Nothing is touched before <see cref="ISampleStore.OpenAsync"/>.</summary>
internal static class Stores
{
    /// <summary>Samples, ledger, quarantine and rollups in <c>{directory}/arena.db</c>.</summary>
    public static Storage Sqlite(ArenaFileOptions options, TimeProvider time, ILoggerFactory loggers, FigurePlan? plan = null)
    {
        options.ThrowIfFaulty();
        var file = new ArenaFile(options, loggers.CreateLogger<ArenaFile>());
        var ledger = new BatchLedger(file, options, time, loggers.CreateLogger<BatchLedger>());
        var store = new SqliteSampleStore(file, ledger, options, time, plan);
        return new Storage(store, ledger, new Roller(store, time, loggers.CreateLogger<Roller>()), Held(file, store.Figures, store.Due));
    }

    /// <summary>Samples and rollups in InfluxDB; ledger, quarantine and what is yet to be rolled up in <c>{directory}/arena.db</c>.</summary>
    /// <param name="options">Where <c>arena.db</c> lies and how big it may grow.</param>
    /// <param name="influx">Which database, by which API.</param>
    /// <param name="site">Tags come from its points.</param>
    /// <param name="http">Stays the caller's; each request is given <see cref="InfluxOptions.Timeout"/>.</param>
    /// <param name="time">The clock of rollups, time-outs and of the ledger's birth.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="plan">What is computed of which series; without it, no figure becomes due.</param>
    public static Storage Influx(
        ArenaFileOptions options, InfluxOptions influx, SiteManifest site, HttpClient http, TimeProvider time, ILoggerFactory loggers, FigurePlan? plan = null)
    {
        options.ThrowIfFaulty();
        influx.ThrowIfFaulty();
        var file = new ArenaFile(options, loggers.CreateLogger<ArenaFile>());
        var ledger = new BatchLedger(file, options, time, loggers.CreateLogger<BatchLedger>());
        return Influx(file, ledger, influx, site, http, time, loggers, plan);
    }

    /// <summary>
    /// Samples and rollups in InfluxDB, ledger and quarantine in PostgreSQL, both for any number of ingest services; what is yet to be rolled up of what this
    /// one stored in <c>{directory}/arena.db</c>.
    /// </summary>
    public static Storage Shared(
        ArenaFileOptions options, InfluxOptions influx, PostgresOptions postgres, SiteManifest site, HttpClient http, TimeProvider time, ILoggerFactory loggers,
        FigurePlan? plan = null)
    {
        options.ThrowIfFaulty();
        influx.ThrowIfFaulty();
        var file = new ArenaFile(options, loggers.CreateLogger<ArenaFile>());
        var ledger = new PostgresLedger(postgres, site.Site, file, options, time, loggers.CreateLogger<PostgresLedger>());
        var storage = Influx(file, ledger, influx, site, http, time, loggers, plan);
        return storage with
        {
            Store = new SharedSampleStore(storage.Store, ledger),
            Follower = new LedgerFollower(ledger, time, loggers.CreateLogger<LedgerFollower>()),
        };
    }

    private static Storage Influx<TLedger>(
        ArenaFile file, TLedger ledger, InfluxOptions influx, SiteManifest site, HttpClient http, TimeProvider time, ILoggerFactory loggers, FigurePlan? plan)
        where TLedger : ILedger, ICommitLedger
    {
        var store = new InfluxSampleStore(file, ledger, influx, site, http, time, loggers.CreateLogger<InfluxSampleStore>(), plan);
        return new Storage(store, ledger, new Roller(store, time, loggers.CreateLogger<Roller>()), Held(file, store.Figures, store.Due))
        {
            Watch = new DatabaseWatch(store, time, loggers.CreateLogger<DatabaseWatch>()),
        };
    }

    private static FigureStorage Held(ArenaFile file, IFigureStore figures, DueFigures due)
    {
        var held = new HeldFigures(file);
        var total = new StoredTotal(file);
        file.Add(held);
        file.Add(total);
        return new FigureStorage(figures, due, held, total);
    }
}

/// <summary>What belongs together: a store, the ledger written with it, and the background work on its rollups.</summary>
/// <param name="Store">Open it first; while that throws <see cref="StoreUnavailableException"/>, open it again.</param>
/// <param name="Ledger">Answers once the store has been opened; before, it throws <see cref="InvalidOperationException"/>.</param>
/// <param name="Roller">A hosted service; it waits for the store by itself.</param>
/// <param name="Figures">Computed values, kept beside the samples.</param>
internal sealed record Storage(ISampleStore Store, ILedger Ledger, Roller Roller, FigureStorage Figures)
{
    /// <summary>A hosted service that looks after a database of its own; null where samples and ledger are one file.</summary>
    public DatabaseWatch? Watch { get; init; }

    /// <summary>A hosted service that learns what other instances committed; null where there are none.</summary>
    public LedgerFollower? Follower { get; init; }
}
