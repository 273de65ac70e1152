using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Arena.Site;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>The whole system as real processes on free ports: Mosquitto with the venue's own access list, ingest, the virtual venue.</summary>
internal sealed class RunningArena : IAsyncDisposable
{
    private static readonly string Venue = Path.Combine(House.Repository.Root, "hardware", "sites", "borlange-energi-arena.yaml");

    private readonly TempFolder _folder = new();
    private readonly string[] _storeOptions;
    private BrokerProcess? _broker;

    public RunningArena(params string[] storeOptions)
    {
        _storeOptions = storeOptions;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/"), Timeout = TimeSpan.FromSeconds(60) };
        EdgeBroker = IngestBroker = $"127.0.0.1:{MqttPort.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The manifest.</summary>
    public string Site { get; init; } = Venue;

    /// <summary>The one node the edge is; all of the manifest without it.</summary>
    public string? Node { get; init; }

    /// <summary>How the worker is started: the ordinary build, or a published program.</summary>
    public IReadOnlyList<string> EdgeProgram { get; init; } = ["dotnet", ChildProcess.ArenaProgram("edge/Arena.Edge", "arena-edge")];

    /// <summary>Where the edge finds the broker: a relay's address, where a test cuts connections.</summary>
    public string EdgeBroker { get; set; }

    /// <summary>Where ingest finds the broker.</summary>
    public string IngestBroker { get; set; }

    /// <summary>Options of both programs for TLS towards the broker.</summary>
    public IReadOnlyList<string> Tls { get; set; } = [];

    public int MqttPort { get; } = Ports.Free();

    public int HttpPort { get; } = Ports.Free();

    public HttpClient Http { get; }

    public BrokerProcess Broker => _broker ??= new BrokerProcess(Site, _folder.Child("broker"), MqttPort);

    public ChildProcess? Ingest { get; private set; }

    public ChildProcess? Edge { get; private set; }

    /// <summary>Nodes of the venue, as the manifest names them.</summary>
    public static IReadOnlyList<string> NodeNames() => [.. SiteReader.ReadFile(Venue).Manifest!.Nodes.Select(node => node.Name)];

    public string PasswordOf(string user) => File.ReadAllText(Path.Combine(Broker.Secrets, user + ".mqtt"));

    public string EdgeData => _folder.Child("edge");

    public string IngestData => _folder.Child("ingest");

    private string[] Nodes => Node is null ? ["--all"] : ["--node", Node];

    /// <summary>A file or folder of this test's own.</summary>
    public string Child(string name) => _folder.Child(name);

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

    /// <summary>Makes the broker's files and starts it; lines of <paramref name="configuration"/> replace those of the same option.</summary>
    public async Task StartBrokerAsync(params string[] configuration)
    {
        await Broker.MakeFilesAsync(configuration);
        await Broker.StartAsync();
    }

    public async Task StartIngestAsync(params string[] options)
    {
        Ingest = LaunchIngest(options);
        await Ingest.LineAsync("arena-ingest ready");
    }

    /// <summary>Starts ingest and waits for nothing.</summary>
    public ChildProcess LaunchIngest(params string[] options) => ChildProcess.StartArena("ingest/Arena.Ingest", "arena-ingest", IngestArguments(options));

    /// <summary>How ingest is started.</summary>
    public string[] IngestArguments(params string[] options) =>
        ["run", "--site", Site, "--data", IngestData, "--mqtt", IngestBroker, "--http", HttpPort.ToString(CultureInfo.InvariantCulture),
         "--secrets", Broker.Secrets, .. Tls, .. _storeOptions, .. options];

    public async Task StartEdgeAsync(double historyDays, params string[] options)
    {
        LaunchEdge(historyDays, options);
        await Edge!.LineAsync("arena-edge ready", TimeSpan.FromSeconds(180));
    }

    /// <summary>Starts the edge and waits for nothing.</summary>
    public void LaunchEdge(double historyDays, params string[] options) => Edge = ChildProcess.Start(
        EdgeProgram[0],
        [.. EdgeProgram.Skip(1), "run", "--site", Site, "--data", EdgeData, "--mqtt", EdgeBroker, .. Nodes, "--hardware", "virtual", "--clock", "trusted",
         "--history", historyDays.ToString(CultureInfo.InvariantCulture), "--secrets", Broker.Secrets, .. Tls, .. options]);

    /// <summary>Starts one node more, with outboxes of its own, and waits for nothing.</summary>
    public ChildProcess LaunchClone(string data, string node, params string[] options) => ChildProcess.StartArena(
        "edge/Arena.Edge", "arena-edge",
        ["run", "--site", Site, "--data", data, "--mqtt", EdgeBroker, "--node", node, "--hardware", "virtual", "--clock", "trusted",
         "--secrets", Broker.Secrets, .. Tls, .. options]);

    /// <summary>kill -9 of the edge.</summary>
    public async Task KillEdgeAsync()
    {
        await Edge!.KillAsync();
        await Edge.DisposeAsync();
        Edge = null;
    }

    /// <summary>kill -9 of ingest.</summary>
    public async Task KillIngestAsync()
    {
        await Ingest!.KillAsync();
        await Ingest.DisposeAsync();
        Ingest = null;
    }

    /// <summary>SIGTERM of ingest: it drains and closes its files.</summary>
    public async Task StopIngestAsync()
    {
        var code = await Ingest!.TerminateAsync();
        if (code != 0)
            throw new InvalidOperationException($"ingest ended with {code}:\n{Ingest.Output}");
        await Ingest.DisposeAsync();
        Ingest = null;
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
    public async Task HandOverAsync(TimeSpan? patience = null, string? data = null)
    {
        await using var drain = LaunchDrain(data);
        if (await drain.ExitCodeAsync(patience) != 0)
            throw new InvalidOperationException(drain.Output);
    }

    /// <summary>Starts the handing over and waits for nothing.</summary>
    public ChildProcess LaunchDrain(string? data = null) => ChildProcess.StartArena(
        "edge/Arena.Edge", "arena-edge",
        ["drain", "--site", Site, "--data", data ?? EdgeData, "--mqtt", EdgeBroker, .. Nodes, "--secrets", Broker.Secrets, .. Tls]);

    /// <summary>Every sample the edge sealed and still keeps: name, microseconds, and the value's bits.</summary>
    public async Task<HashSet<(string Series, long TimeUs, long ValueBits)>> SealedAsync(string? edgeData = null)
    {
        var samples = new HashSet<(string, long, long)>();
        var file = _folder.Child("sealed.csv");
        await using var dump = ChildProcess.Start(
            "/bin/sh",
            ["-c", "exec dotnet \"$0\" outbox --data \"$1\" --samples > \"$2\"",
             ChildProcess.ArenaProgram("edge/Arena.Edge", "arena-edge"), edgeData ?? EdgeData, file]);
        if (await dump.ExitCodeAsync() != 0)
            throw new InvalidOperationException(dump.Output);
        await foreach (var line in File.ReadLinesAsync(file))
        {
            var cells = line.Split(',');
            if (cells[0] == "point")
                continue;
            samples.Add(($"{cells[0]}/{cells[1]}", long.Parse(cells[2], CultureInfo.InvariantCulture), Bits(cells[3])));
        }

        return samples;
    }

    /// <summary>Batches the outboxes keep.</summary>
    public async Task<long> SealedBatchesAsync()
    {
        await using var report = ChildProcess.StartArena("edge/Arena.Edge", "arena-edge", "outbox", "--data", EdgeData, "--json");
        if (await report.ExitCodeAsync() != 0)
            throw new InvalidOperationException(report.Output);
        using var outboxes = JsonDocument.Parse(report.Output);
        return outboxes.RootElement.EnumerateArray().Sum(outbox => outbox.GetProperty("kept").GetInt64());
    }

    /// <summary>Waits until every batch the edge sealed is terminal.</summary>
    public async Task DrainedAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(120));
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
        foreach (var process in new IAsyncDisposable?[] { Edge, Ingest, _broker })
        {
            if (process is not null)
                await process.DisposeAsync();
        }

        Http.Dispose();
        _folder.Dispose();
    }
}
