using System.Net;
using System.Net.Sockets;
using Arena.Ingest.Subscription;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Arena.Ingest.Hosting;

/// <summary>One run of ingest as a process: faults at the start, the ready line, the end. Exit codes: 0 asked to end, 1 broke, 2 could not start.</summary>
internal static class RunProcess
{
    private const int Faulty = 2;

    public static async Task<int> RunAsync(RunSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var reader = new SettingsReader(settings);
        var options = reader.Read();
        ForgetReading();
        var faults = reader.Faults.ToList();
        using var alone = options is null ? null : DataLock.TryTake(options.Data, faults);
        if (options is null || faults.Count > 0)
        {
            foreach (var fault in faults)
                await errors.WriteLineAsync($"arena-ingest: {fault}");
            return Faulty;
        }

        await using var app = IngestApplication.Create(options, TimeProvider.System);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await errors.WriteLineAsync(PortFault(options, error));
            return Faulty;
        }
        catch (SocketException error)
        {
            await errors.WriteLineAsync(PortFault(options, error));
            return Faulty;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }

        using var asked = cancellationToken.Register(app.Lifetime.StopApplication);
        await AnnounceAsync(app, output);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return app.Services.GetRequiredService<IngestFlow>().Broken ? 1 : 0;
    }

    // A manifest is read by way of trees many times its size. They are old by now, and there is so little garbage later that the process would carry them for hours.
    private static void ForgetReading() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static async Task AnnounceAsync(WebApplication app, TextWriter output)
    {
        try
        {
            await app.Services.GetRequiredService<IngestFlow>().Ready.WaitAsync(app.Lifetime.ApplicationStopping);
            await output.WriteLineAsync($"arena-ingest ready {AddressOf(app)}");
            await output.FlushAsync();
        }
        catch (OperationCanceledException)
        {
            // Asked to end, or broken, before it was ready; the exit code tells which.
        }
    }

    // Whoever listens on every network is reached on this machine by loopback.
    private static string AddressOf(WebApplication app)
    {
        var bound = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var any = IPAddress.TryParse(bound.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        return $"http://{(any ? "127.0.0.1" : bound.Host)}:{bound.Port}";
    }

    private static string PortFault(RunOptions options, Exception error) => $"arena-ingest: {Ports(options)} on {options.Listen} can't be used ({(error.InnerException ?? error).Message}): choose another port, or end the program that has it.";

    private static string Ports(RunOptions options) => options.Https is { } https ? $"--http {options.HttpPort} or --https-port {https.Port}" : $"--http {options.HttpPort}";
}
