using System.Diagnostics;
using System.Globalization;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Site;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

/// <summary>A real <c>arena-edge</c> as a child process.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private EdgeProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "arena-edge.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts <c>arena-edge run</c> of the shipped venue on virtual hardware.</summary>
    public static EdgeProcess Run(string data, params string[] more) =>
        new(["run", "--site", Venue.Path, "--data", data, "--hardware", "virtual", "--clock", "trusted", "--seed", "7", .. more]);

    /// <summary>The same with more in its environment.</summary>
    public static EdgeProcess RunWith(IReadOnlyDictionary<string, string> environment, string data, params string[] more) =>
        new(["run", "--site", Venue.Path, "--data", data, "--hardware", "virtual", "--clock", "trusted", "--seed", "7", .. more], environment);

    public static EdgeProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Waits for the ready line and returns it.</summary>
    public async Task<string> ReadyAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).WithinAsync("the ready line") is { } line)
        {
            if (line.StartsWith("arena-edge ready", StringComparison.Ordinal)) return line;
        }

        Assert.Fail($"arena-edge ended before it was ready: {await _errors}");
        return "";
    }

    /// <summary>Waits for the next line of stdout.</summary>
    public async Task<string> LineAsync() =>
        await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).WithinAsync("a line of stdout") ?? throw new InvalidOperationException($"arena-edge ended: {await _errors}");

    /// <summary>All of stdout, to its end.</summary>
    public async Task<string> OutputAsync() => await _process.StandardOutput.ReadToEndAsync().WithinAsync("arena-edge to close its stdout");

    /// <summary>Waits until an outbox has sealed so many batches; what it shows is durable.</summary>
    public async Task<OutboxStatus> SealedAsync(string folder, long atLeast)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        while (true)
        {
            if (TryStatus(folder) is { } status && status.Sealed >= atLeast) return status;
            Assert.False(patience.IsCancellationRequested, $"{folder} has not sealed {atLeast} batches in 90 s");
            if (_process.HasExited) Assert.Fail($"arena-edge ended: {await _errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WithinAsync("the killed process to be gone");
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return (await EndAsync()).ExitCode;
    }

    /// <summary>Waits for its own end.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync().WithinAsync("arena-edge to end");
        return (_process.ExitCode, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private static OutboxStatus? TryStatus(string folder)
    {
        try
        {
            return File.Exists(Path.Combine(folder, OutboxFile.Name)) ? OutboxReading.Status(folder) : null;
        }
        catch (SqliteException)
        {
            // It is being made.
            return null;
        }
    }
}
