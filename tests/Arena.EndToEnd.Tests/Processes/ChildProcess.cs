using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>A real process with its output read as it comes; ended by id, never by name.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private volatile Action<string>? _follower;

    private ChildProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError)).ContinueWith(
            _ => _lines.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>All it wrote so far, for a failing test's message.</summary>
    public string Output => string.Join('\n', _output);

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>Most memory it ever had in use, in bytes (VmHWM of proc(5)).</summary>
    public long MostResidentBytes =>
        long.Parse(File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;

    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
    }

    /// <summary>Starts one of our own programs, as built beside these tests.</summary>
    public static ChildProcess StartArena(string project, string assembly, params string[] arguments) =>
        Start("dotnet", [ArenaProgram(project, assembly), .. arguments]);

    /// <summary>Where one of our own programs lies, built in the configuration of these tests.</summary>
    public static string ArenaProgram(string project, string assembly)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!;
        return Path.Combine(House.Repository.Root, project, "bin", configuration, "net10.0", assembly + ".dll");
    }

    /// <summary>Is told each line from now on.</summary>
    public void Follow(Action<string> follower) => _follower = follower;

    /// <summary>Waits for a line that contains <paramref name="text"/>; fails with the whole output when the process ends or it doesn't come.</summary>
    public async Task<string> LineAsync(string text, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    return line;
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"no line with \"{text}\" came:\n{Output}", late);
        }

        throw new InvalidOperationException($"ended before a line with \"{text}\" came:\n{Output}");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still, its sockets stay open.</summary>
    public void Stop() => _ = Kill(_process.Id, SigStop);

    /// <summary>SIGCONT.</summary>
    public void Continue() => _ = Kill(_process.Id, SigCont);

    /// <summary>SIGTERM, and the exit code it ends with.</summary>
    public async Task<int> TerminateAsync()
    {
        if (!_process.HasExited)
            _ = Kill(_process.Id, SigTerm);
        return await ExitCodeAsync();
    }

    /// <summary>Waits for it to end by itself.</summary>
    public async Task<int> ExitCodeAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"it did not end:\n{Output}", late);
        }

        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // A front door has children of its own: it is asked first. A stopped one must run to hear it.
            Continue();
            _ = Kill(_process.Id, SigTerm);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _output.Enqueue(line);
            while (_output.Count > 2_000)
                _output.TryDequeue(out _);
            _lines.Writer.TryWrite(line);
            _follower?.Invoke(line);
        }
    }

    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
