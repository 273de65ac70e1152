using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Arena.Ingest.Tests.Servers;

/// <summary>A database as a child process with a folder and ports of its own; ready once it answers over HTTP, killed by its id at the end.</summary>
internal sealed class ServerProcess(string executable, string readyPath) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private Process? _process;

    public string Folder { get; } = Directory.CreateTempSubdirectory("arena-server-").FullName;

    public int Port { get; } = FreePort();

    public Uri Url => new($"http://127.0.0.1:{Port}");

    public HttpClient Http { get; } = new();

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(executable, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{executable} can't be started: is its package installed?");
        var said = new List<string>();
        _process.OutputDataReceived += (_, line) => Keep(said, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(patience.Token))
        {
            if (_process.HasExited || patience.IsCancellationRequested)
            {
                lock (said)
                    throw new InvalidOperationException($"{executable} does not answer on {Url}. It said:\n{string.Join('\n', said)}");
            }

            await Task.Delay(Between, TimeProvider.System);
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
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
        Http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A port nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Copies files and folders; what is there already is replaced.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
    }

    private static void Keep(List<string> said, string? line)
    {
        lock (said)
        {
            if (line is not null && said.Count < 200)
                said.Add(line);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Url, readyPath), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
