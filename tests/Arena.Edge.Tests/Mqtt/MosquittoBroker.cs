using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>A real Mosquitto as a child process on a free port of 127.0.0.1, ready once it accepts connections.</summary>
public sealed class MosquittoBroker : IAsyncLifetime
{
    private const int PortTries = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("arena-mosquitto-").FullName;
    private readonly string _settings;
    private Process? _process;

    /// <summary>Anonymous clients, no persistence.</summary>
    public MosquittoBroker()
        : this("allow_anonymous true")
    {
    }

    private MosquittoBroker(string settings) => _settings = settings;

    public int Port { get; private set; }

    /// <summary>Starts one with more lines of mosquitto.conf; <c>{folder}</c> in them stands for the broker's own folder.</summary>
    public static async Task<MosquittoBroker> StartAsync(string settings, params (string Name, string Content)[] files)
    {
        var broker = new MosquittoBroker(settings);
        foreach (var (name, content) in files) await File.WriteAllTextAsync(Path.Combine(broker._folder, name), content);
        await broker.InitializeAsync();
        return broker;
    }

    public async ValueTask InitializeAsync()
    {
        for (var tries = 1; ; tries++)
        {
            Port = FreePort();
            if (await LaunchAsync()) return;
            if (tries == PortTries) throw new InvalidOperationException($"Mosquitto doesn't start: {await LogAsync()}");
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WithinAsync();
    }

    /// <summary>Starts it again on the same port, after <see cref="KillAsync"/>.</summary>
    public async Task RestartAsync()
    {
        if (!await LaunchAsync()) throw new InvalidOperationException($"Mosquitto doesn't start again: {await LogAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> LaunchAsync()
    {
        var configuration = Path.Combine(_folder, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            listener {Port} 127.0.0.1
            persistence false
            log_dest file {Path.Combine(_folder, "mosquitto.log")}
            user {Environment.UserName}
            {_settings.Replace("{folder}", _folder, StringComparison.Ordinal)}

            """));
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo("mosquitto", ["-c", configuration])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin" },
        })!;
        while (!_process.HasExited)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port).WithinAsync();
                return !_process.HasExited;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }

        return false;
    }

    private async Task<string> LogAsync()
    {
        var log = Path.Combine(_folder, "mosquitto.log");
        var errors = _process is null ? "" : await _process.StandardError.ReadToEndAsync();
        return errors + (File.Exists(log) ? await File.ReadAllTextAsync(log) : "no log");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
