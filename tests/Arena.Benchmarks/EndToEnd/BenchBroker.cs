using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>
/// A fresh Mosquitto on loopback for anyone: nothing on disk, queues and windows without a bound, so that none of them is what is measured.
/// </summary>
internal sealed class BenchBroker : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private BenchBroker() { }

    public int Port { get; } = Ports.Free();

    public ChildProcess Process { get; private set; } = null!;

    public static async Task<BenchBroker> StartAsync()
    {
        var broker = new BenchBroker();
        var configuration = broker._folder.Child("mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"""
            listener {broker.Port} 127.0.0.1
            allow_anonymous true
            persistence false
            max_queued_messages 0
            max_queued_bytes 0
            max_inflight_messages 0
            sys_interval 0
            connection_messages false
            log_dest stderr
            {(Environment.IsPrivilegedProcess ? "user root" : "")}

            """);
        broker.Process = ChildProcess.Start("/usr/sbin/mosquitto", ["-c", configuration]);
        await broker.Process.LineAsync("running");
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
