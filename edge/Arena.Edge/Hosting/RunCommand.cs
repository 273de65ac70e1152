using System.CommandLine;
using Arena.Edge.Time;
using Arena.Edge.Time.Linux;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hosting;

/// <summary><c>arena-edge run</c>: reads sensors and brings what they measure to ingest, until told to end.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var settings = new RunSettings();
        var command = new Command(
            "run",
            "Read a node's sensors, keep what they measure, and bring it to ingest. Every option may come from the environment instead: --tls-ca is ARENA_TLS_CA.");
        foreach (var option in settings.InOrder) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(settings, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RunSettings settings, ParseResult parsed, CancellationToken cancellationToken)
    {
        // What the broker sends goes from the thread that waits for sockets to the node's own, with none of the pool in between.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        var time = TimeProvider.System;
        if (new RunOptionsReader(settings, parsed).Read(out var faults) is not { } options) return Exit.Refused(faults);
        if (LinuxClock.TryOpen(out var clockFault) is not { } kernel) return Exit.Refused([clockFault]);
        IClockSource clock = options.Clock == ClockTrust.Trusted ? new TrustedClock(kernel) : kernel;

        using var host = WorkerHost.Build();
        var loggers = host.Services.GetRequiredService<ILoggerFactory>();
        var progress = options.History > TimeSpan.Zero
            ? new HistoryProgress([.. options.Nodes.Select(node => node.Name)], time, loggers.CreateLogger<HistoryProgress>())
            : null;
        using var history = progress is null ? null : new History(options.History, options.Speed, time, progress);
        var outboxFaults = new List<string>();
        var maker = new NodeWorkers(options, history, time, loggers);
        var workers = await maker.MakeAsync(clock, outboxFaults);
        if (outboxFaults.Count > 0) return Exit.Refused(outboxFaults);

        // Signals end the host, the host's stopping ends the nodes, and their end ends the process.
        await using var nodes = new NodeGroup(workers, node => maker.Again(node, clock), progress, Console.Out, time, loggers.CreateLogger<NodeGroup>());
        await host.StartAsync(cancellationToken);
        var failed = await nodes.RunAsync(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await host.StopAsync(CancellationToken.None);
        return failed == 0 ? Exit.Clean : Exit.Failed;
    }
}
