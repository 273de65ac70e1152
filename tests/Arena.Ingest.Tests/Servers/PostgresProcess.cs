using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Arena.Ingest.Tests.Servers;

/// <summary>
/// A real PostgreSQL as a child process, with its files in a folder of its own, on a free port of 127.0.0.1. Run by root, it becomes the user postgres,
/// because it refuses root.
/// </summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    public const string User = "arena";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("arena-postgres-").FullName;
    private readonly Queue<string> _said = new();
    private Process? _process;

    /// <summary>Why it can't be had here, or null.</summary>
    public static string? Missing => Programs is null ? "PostgreSQL is not installed (nothing in /usr/lib/postgresql): apt-get install postgresql" : null;

    public int Port { get; } = FreePort();

    /// <summary>Its first process, the parent of all others.</summary>
    public int Id => _process!.Id;

    public string Password { get; } = RandomNumberGenerator.GetHexString(16);

    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        : null;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes its files and starts it.</summary>
    public async Task InitializeAsync()
    {
        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.UserName == "root")
            await RunAsync("chown", "-R", "postgres", _folder);
        await RunAsync(AsItself("initdb", "-D", Data, "-U", User, "-A", "scram-sha-256", $"--pwfile={password}", "--no-sync", "-E", "UTF8", "--locale=C"));
        await StartAsync();
    }

    /// <summary>Starts it, also again after <see cref="KillAsync"/>; returns when it answers.</summary>
    public async Task StartAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        Launch();
        while (await ExitCodeAsync(AsItself("pg_isready", "-q", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture)), patience.Token) != 0)
        {
            // Children of a killed one may still hold its memory for a moment.
            if (_process!.HasExited)
                Launch();
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"PostgreSQL does not answer on {Host}. It said:\n{Said()}");
            await Task.Delay(Between, TimeProvider.System);
        }
    }

    /// <summary>kill -9 of its first process: the others end when they see it.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();

        // What its children still write goes with the folder; they end within a moment.
        for (var attempt = 0; Directory.Exists(_folder); attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(Between, TimeProvider.System);
            }
        }
    }

    // A killed process loses nothing without fsync; only a power cut would.
    private void Launch()
    {
        _process?.Dispose();
        string[] server = AsItself(
            "postgres", "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "fsync=off", "-c", "max_connections=200", "-c", "shared_buffers=32MB");
        _process = Process.Start(new ProcessStartInfo(server[0], server[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{server[0]} can't be started");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            if (line is not null)
                _said.Enqueue(line);
            if (_said.Count > 200)
                _said.Dequeue();
        }
    }

    private string Said()
    {
        lock (_said)
            return string.Join('\n', _said);
    }

    private static string[] AsItself(string program, params string[] arguments) =>
        [.. Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : Array.Empty<string>(), Path.Combine(Programs!, program), .. arguments];

    private static async Task RunAsync(params string[] command)
    {
        if (await ExitCodeAsync(command, CancellationToken.None) is not 0 and var code)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}");
    }

    private static async Task<int> ExitCodeAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"{command[0]} can't be started");
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
