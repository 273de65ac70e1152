using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Hosting;
using Xunit;

namespace Arena.Ingest.Tests.Hosting;

/// <summary>A run from its start to its end.</summary>
public sealed class RunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-run-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_fault_is_told_at_once_and_nothing_is_started()
    {
        var code = await RunAsync(new RunSettings
        {
            Data = "/proc/arena",
            Mqtt = "broker:none",
            Listen = "everywhere",
            Http = "80800",
            Store = "oracle",
            Board = _folder,
            Secrets = _folder,
            TlsCert = "cert.pem",
            RetentionDays = "-1",
        });
        Assert.Equal(2, code);
        Assert.Equal(
            ["--site", "--data", "--mqtt", "--listen", "--http", "--tls-cert", "--secrets", "--store", "--retention-days", "--board"],
            Lines().Select(line => line["arena-ingest: ".Length..].Split(' ')[0]));
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("broker.example", "broker.example", 1883)]
    [InlineData("broker.example:1884", "broker.example", 1884)]
    [InlineData("[::1]:1884", "::1", 1884)]
    [InlineData("[::1]", "::1", 1883)]
    [InlineData("::1", "::1", 1883)]
    public void A_broker_is_named_with_or_without_its_port(string mqtt, string host, int port)
    {
        var options = new SettingsReader(Settings() with { Mqtt = mqtt }).Read()!;
        Assert.Equal((host, port), (options.MqttHost, options.MqttPort));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1883")]
    [InlineData("broker:")]
    [InlineData("broker:0")]
    [InlineData("broker:70000")]
    [InlineData("broker:mqtt")]
    public void A_broker_that_can_not_be_reached_so_is_a_fault(string mqtt)
    {
        var reader = new SettingsReader(Settings() with { Mqtt = mqtt });
        Assert.Null(reader.Read());
        Assert.StartsWith("--mqtt", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_nobody_knows_is_answered_with_the_known_ones()
    {
        var reader = new SettingsReader(Settings() with { MqttDriver = "pigeon" });
        Assert.Null(reader.Read());
        Assert.Equal("--mqtt-driver pigeon is not known: give mqtt5 or mqttnet.", Assert.Single(reader.Faults));
    }

    [Fact]
    public async Task A_manifest_with_faults_is_told_line_by_line()
    {
        var site = Path.Combine(_folder, "site.yaml");
        await File.WriteAllTextAsync(site, "site: Not A Slug\n", TestContext.Current.CancellationToken);
        Assert.Equal(2, await RunAsync(Settings() with { Site = site }));
        Assert.Contains($"{site}:1:7:", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(2, await RunAsync(Settings() with { Http = port }));
        var line = Assert.Single(Lines());
        Assert.StartsWith($"arena-ingest: --http {port} on 127.0.0.1 can't be used", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_in_use_is_one_clear_line()
    {
        List<string> faults = [];
        using var other = DataLock.TryTake(_folder, faults);
        Assert.Equal(2, await RunAsync(Settings()));
        Assert.Contains("is in use by another arena-ingest", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_when_it_is_ready_and_ends_with_0_when_asked()
    {
        await using var broker = new MosquittoBroker();
        await broker.InitializeAsync();
        using var asked = new CancellationTokenSource();
        var announced = new AnnouncedWriter();
        var running = RunProcess.RunAsync(
            Settings() with { Mqtt = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{broker.Port}") }, announced, _errors, asked.Token);
        Assert.Matches("^arena-ingest ready http://127\\.0\\.0\\.1:[0-9]+$", await announced.Line.WithinAsync());
        await asked.CancelAsync();
        Assert.Equal(0, await running.WithinAsync());
    }

    [Fact]
    public async Task It_ends_with_0_when_asked_before_it_was_ready()
    {
        using var asked = new CancellationTokenSource();
        var running = RunProcess.RunAsync(Settings(), _output, _errors, asked.Token);
        await asked.CancelAsync();
        Assert.Equal(0, await running.WithinAsync());
        Assert.Empty(_output.ToString());
    }

    private static string ManifestFile => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "hardware", "sites", "borlange-energi-arena.yaml"));

    private RunSettings Settings() => new() { Site = ManifestFile, Data = _folder, Mqtt = "127.0.0.1:1", Http = "0" };

    private Task<int> RunAsync(RunSettings settings) => RunProcess.RunAsync(settings, _output, _errors, TestContext.Current.CancellationToken).WithinAsync();

    private string[] Lines() => _errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;

    private sealed class AnnouncedWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            _line.TrySetResult(value ?? "");
        }
    }
}
