using System.Globalization;
using Arena.Ingest.Tests.Servers;
using Xunit;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>
/// Several ingest services of one run, behind a shared subscription, over a real InfluxDB and a ledger in a real PostgreSQL. The first one serves the run's
/// own HTTP address.
/// </summary>
internal sealed class IngestFleet : IAsyncDisposable
{
    private readonly Dictionary<string, ChildProcess> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);
    private readonly RunningArena _arena;

    private IngestFleet(RunningArena arena) => _arena = arena;

    public InfluxProcess Influx { get; } = new();

    public PostgresProcess Postgres { get; } = new();

    /// <summary>Names of those that run.</summary>
    public IReadOnlyList<string> Running => [.. _running.Keys];

    /// <summary>Starts the databases, for a run whose broker has been started; skips the test where PostgreSQL is not installed.</summary>
    public static async Task<IngestFleet> CreateAsync(RunningArena arena)
    {
        if (PostgresProcess.Missing is { } missing)
            Assert.Skip(missing);
        var fleet = new IngestFleet(arena);
        await Task.WhenAll(fleet.Influx.StartAsync(), fleet.Postgres.InitializeAsync());
        await File.WriteAllTextAsync(Path.Combine(arena.Broker.Secrets, "ledger.password"), fleet.Postgres.Password);
        return fleet;
    }

    /// <summary>Starts services and waits until they are ready.</summary>
    public async Task StartAsync(params string[] names)
    {
        foreach (var name in names)
            Launch(name);
        foreach (var name in names)
            await _running[name].LineAsync("arena-ingest ready");
    }

    /// <summary>Address of a service.</summary>
    public Uri AddressOf(string name) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[name]}/"));

    public ChildProcess this[string name] => _running[name];

    /// <summary>kill -9.</summary>
    public async Task KillAsync(string name)
    {
        _running.Remove(name, out var process);
        await process!.KillAsync();
        await process.DisposeAsync();
    }

    /// <summary>SIGTERM: it drains and leaves. Returns what it said.</summary>
    public async Task<string> StopAsync(string name)
    {
        _running.Remove(name, out var process);
        var code = await process!.TerminateAsync();
        Assert.True(code == 0, $"{name} ended with {code}:\n{process.Output}");
        await process.DisposeAsync();
        return process.Output;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running.Values)
            await process.DisposeAsync();
        await Postgres.DisposeAsync();
        await Influx.DisposeAsync();
    }

    private void Launch(string name)
    {
        if (!_ports.TryGetValue(name, out var port))
            _ports[name] = port = _ports.Count == 0 ? _arena.HttpPort : Ports.Free();
        _running[name] = ChildProcess.StartArena(
            "ingest/Arena.Ingest", "arena-ingest",
            "run", "--site", _arena.Site, "--data", _arena.Child($"ingest-{name}"), "--mqtt", _arena.IngestBroker, "--http", port.ToString(CultureInfo.InvariantCulture),
            "--secrets", _arena.Broker.Secrets, "--influx", Influx.Address, "--influx-api", "v1",
            "--ledger", $"postgresql://{PostgresProcess.User}@{Postgres.Host}/postgres", "--instance", name);
    }
}
