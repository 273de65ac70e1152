using System.Diagnostics.Metrics;
using Arena.Ingest.Hosting;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Subscription;
using Arena.Simulation.Tests.Broker;
using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.Truth;
using Arena.Simulation.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Simulation.Tests.Ingest;

/// <summary>The ingest service: its data folder, and the program that runs from it, again and again. Its flow is put together by the product's own composition.</summary>
internal sealed class SimIngest(SimWorld world, SimBroker broker, Account account, RunFolder folder, IngestTuning tuning) : IDisposable
{
    private readonly string _data = Path.Combine(folder.FullPath, "ingest");
    private WatchedStore? _store;
    private ServiceProvider? _services;
    private int _copies;
    private bool _away;
    private TimeSpan _slow;

    public SimProcess? Process { get; private set; }

    public SimLink? Link { get; private set; }

    public bool Running => Process is { Alive: true };

    /// <summary>The ledger of the running service, once its store is open.</summary>
    public ILedger Ledger => _services!.GetRequiredService<ILedger>();

    public ISampleStore Store => _store!;

    /// <summary>The database can't be reached, from now on or no longer.</summary>
    public void SetAway(bool away)
    {
        _away = away;
        if (_store is not null) _store.Away = away;
    }

    /// <summary>How long the database takes for a commit.</summary>
    public void SetSlow(TimeSpan slow)
    {
        _slow = slow;
        if (_store is not null) _store.Slow = slow;
    }

    /// <summary>Starts it.</summary>
    public void On()
    {
        if (Running) return;
        var process = Process = new SimProcess(world, "ingest");
        world.Tell("ingest", "! on");
        var options = new RunOptions { Site = Venue.Manifest, Data = _data, MqttHost = "broker", MqttPort = 1883, Flow = tuning.Flow };
        Link = new SimLink(process, broker, IngestApplication.LinkOptions(options));
        var storage = Stores.Sqlite(new ArenaFileOptions { Directory = _data }, process.Clock, NullLoggerFactory.Instance);
        _store = new WatchedStore(storage.Store, process, account) { Away = _away, Slow = _slow, Died = Ended };

        var services = new ServiceCollection();
        services.AddSingleton(process);
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton(typeof(ILogger<>), typeof(ProcessLogger<>));
        services.AddSingleton<IMeterFactory, NoMeters>();
        services.AddSingleton<IHostApplicationLifetime>(new Lifetime(() => Failed(process)));
        IngestApplication.AddFlow(services, options);
        services.AddSingleton(storage);
        services.AddSingleton(storage.Ledger);
        services.AddSingleton(tuning.AroundStore(_store, Link, storage.Ledger));
        services.AddSingleton(tuning.AroundLink(new AccountedLink(Link, account)));
        services.AddSingleton<Func<double>>(world.Random.NextDouble);
        _services = services.BuildServiceProvider();
        process.Start(() => _services.GetRequiredService<IngestFlow>().StartAsync(CancellationToken.None), error => Failed(process, error));
    }

    /// <summary>Kill −9.</summary>
    public void Kill()
    {
        if (!Running) return;
        world.Tell("ingest", "! killed");
        Process!.Kill();
        Ended();
    }

    /// <summary>The next commit kills it.</summary>
    public void CrashInCommit(CrashPoint point)
    {
        if (Running) _store!.CrashAt = point;
    }

    /// <summary>A backup of the data folder, between two transactions.</summary>
    public string Backup()
    {
        var copy = $"{_data}.backup-{++_copies}";
        if (Directory.Exists(_data)) RunFolder.Copy(_data, copy);
        else Directory.CreateDirectory(copy);
        return copy;
    }

    /// <summary>Another disk, empty. The service is not running.</summary>
    public void Erase()
    {
        if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
    }

    /// <summary>Puts a backup in place. The service is not running.</summary>
    public void Restore(string backup) => RunFolder.Copy(backup, _data);

    public void Dispose() => Kill();

    private void Ended()
    {
        Link!.Died(powerCut: false);
        // All of its file's work is done in one step, so closing it never waits.
        var closing = _store!.DisposeAsync();
        if (!closing.IsCompletedSuccessfully) throw new InvalidOperationException("the store was closed in the middle of a write");
    }

    private void Failed(SimProcess process, Exception? error = null)
    {
        if (process.Alive) account.Breach(Invariant.KeepsRunning, $"ingest ended by itself {error}");
    }

    private sealed class NoMeters : IMeterFactory
    {
        private static readonly Meter Unread = new("Arena.Simulation");

        public Meter Create(MeterOptions options) => Unread;

        public void Dispose()
        {
        }
    }

    private sealed class Lifetime(Action stopped) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopped();
    }
}
