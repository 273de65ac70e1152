using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Arena.Site;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>The whole system as real processes on free ports: Mosquitto with the venue's own access list, ingest, the virtual venue.</summary>
internal sealed class RunningArena : IAsyncDisposable
{
    private static readonly string Site = Path.Combine(House.Repository.Root, "hardware", "sites", "borlange-energi-arena.yaml");

    private readonly TempFolder _folder = new();
    private readonly string[] _storeOptions;
    private ChildProcess? _broker;

    public RunningArena(params string[] storeOptions)
    {
        _storeOptions = storeOptions;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public int MqttPort { get; } = Ports.Free();

    public int HttpPort { get; } = Ports.Free();

    public HttpClient Http { get; }

    public ChildProcess? Ingest { get; private set; }

    public ChildProcess? Edge { get; private set; }

    /// <summary>Nodes of the venue, as the manifest names them.</summary>
    public static IReadOnlyList<string> NodeNames() => [.. SiteReader.ReadFile(Site).Manifest!.Nodes.Select(node => node.Name)];

    public string PasswordOf(string user) => File.ReadAllText(Path.Combine(BrokerFolder, "secrets", user + ".mqtt"));

    public string EdgeData => _folder.Child("edge");

    private string BrokerFolder => _folder.Child("broker");

    private string Broker => $"127.0.0.1:{MqttPort.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Starts parts, and ends those that did start when one doesn't: the runner disposes nothing whose initialisation failed.</summary>
    public async ValueTask StartAsync(Func<Task> parts)
    {
        try
        {
            await parts();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task StartBrokerAsync()
    {
        await using var access = ChildProcess.StartArena(
            "ingest/Arena.Ingest", "arena-ingest", "access", "--site", Site, "--out", BrokerFolder, "--port",
            MqttPort.ToString(CultureInfo.InvariantCulture), "--anonymous-publish");
        if (await access.ExitCodeAsync() != 0)
            throw new InvalidOperationException(access.Output);

        // Run by root, Mosquitto becomes its own user, who must read these files; in a test's own folder root may stay.
        if (Environment.UserName == "root")
            await File.AppendAllTextAsync(Path.Combine(BrokerFolder, "mosquitto.conf"), "user root\n");
        _broker = ChildProcess.Start("/usr/sbin/mosquitto", ["-c", Path.Combine(BrokerFolder, "mosquitto.conf")]);
        await _broker.LineAsync("running");
    }

    public async Task StartIngestAsync(params string[] options)
    {
        Ingest = ChildProcess.StartArena(
            "ingest/Arena.Ingest", "arena-ingest",
            ["run", "--site", Site, "--data", _folder.Child("ingest"), "--mqtt", Broker, "--http", HttpPort.ToString(CultureInfo.InvariantCulture),
             "--secrets", Path.Combine(BrokerFolder, "secrets"), .. _storeOptions, .. options]);
        await Ingest.LineAsync("arena-ingest ready");
    }

    public async Task StartEdgeAsync(double historyDays)
    {
        Edge = ChildProcess.StartArena(
            "edge/Arena.Edge", "arena-edge", "run", "--site", Site, "--data", EdgeData, "--mqtt", Broker, "--all", "--hardware", "virtual",
            "--clock", "trusted", "--history", historyDays.ToString(CultureInfo.InvariantCulture), "--secrets", Path.Combine(BrokerFolder, "secrets"));
        await Edge.LineAsync("arena-edge ready", TimeSpan.FromSeconds(180));
    }

    /// <summary>Publishes as a stranger would, with a stock client and no name.</summary>
    public async Task PublishAsync(string node, string payload)
    {
        await using var publisher = ChildProcess.Start(
            "mosquitto_pub",
            ["-h", "127.0.0.1", "-p", MqttPort.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", $"arena/v1/borlange-energi-arena/{node}/data", "-m", payload]);
        if (await publisher.ExitCodeAsync() != 0)
            throw new InvalidOperationException(publisher.Output);
    }

    /// <summary>The first point that has the quantity, and its node: which, is the manifest's business.</summary>
    public async Task<(string Point, string Node)> PointAsync(string quantity, string? group = null)
    {
        var points = await Http.GetFromJsonAsync<JsonElement>("api/v1/points");
        var found = points.GetProperty("points").EnumerateArray()
            .First(point => (group is null || point.GetProperty("group").GetString() == group)
                && point.GetProperty("quantities").EnumerateArray().Any(entry => entry.GetProperty("quantity").GetString() == quantity));
        return (found.GetProperty("point").GetString()!, found.GetProperty("node").GetString()!);
    }

    public static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Hands over what a stopped edge still keeps; returns when all of it is acknowledged.</summary>
    public async Task HandOverAsync()
    {
        await using var drain = ChildProcess.StartArena(
            "edge/Arena.Edge", "arena-edge", "drain", "--site", Site, "--data", EdgeData, "--mqtt", Broker, "--all",
            "--secrets", Path.Combine(BrokerFolder, "secrets"));
        if (await drain.ExitCodeAsync() != 0)
            throw new InvalidOperationException(drain.Output);
    }

    /// <summary>Every sample the edge sealed and still keeps: name, microseconds, and the value's bits.</summary>
    public async Task<HashSet<(string Series, long TimeUs, long ValueBits)>> SealedAsync()
    {
        var samples = new HashSet<(string, long, long)>();
        foreach (var node in Directory.EnumerateDirectories(EdgeData).Select(Path.GetFileName))
        {
            var file = _folder.Child($"sealed-{node}.csv");
            await using var dump = ChildProcess.Start(
                "/bin/sh",
                ["-c", "exec dotnet \"$0\" outbox --data \"$1\" --node \"$2\" --samples > \"$3\"",
                 ChildProcess.ArenaProgram("edge/Arena.Edge", "arena-edge"), EdgeData, node!, file]);
            if (await dump.ExitCodeAsync() != 0)
                throw new InvalidOperationException(dump.Output);
            await foreach (var line in File.ReadLinesAsync(file))
            {
                var cells = line.Split(',');
                if (cells[0] == "point")
                    continue;
                samples.Add(($"{cells[0]}/{cells[1]}", long.Parse(cells[2], CultureInfo.InvariantCulture), Bits(cells[3])));
            }
        }

        return samples;
    }

    /// <summary>Waits until every batch the edge sealed is terminal.</summary>
    public async Task DrainedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            var nodes = await Http.GetFromJsonAsync<JsonElement>("api/v1/nodes", limit.Token);
            var states = nodes.GetProperty("nodes").EnumerateArray().ToList();
            if (states.All(node => node.GetProperty("pending").ValueKind == JsonValueKind.Number && node.GetProperty("pending").GetInt64() == 0))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }

    public static long Bits(string value) => BitConverter.DoubleToInt64Bits(double.Parse(value, CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { Edge, Ingest, _broker })
        {
            if (process is not null)
                await process.DisposeAsync();
        }

        Http.Dispose();
        _folder.Dispose();
    }
}
