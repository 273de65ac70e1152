using System.CommandLine;
using Arena.Edge.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hosting;

/// <summary><c>arena-edge drain</c>: hands over to ingest what outboxes still keep, and ends when ingest has confirmed all of it.</summary>
internal static class DrainCommand
{
    public static Command Create()
    {
        var settings = new RunSettings();
        var command = new Command("drain", "Hand over what outboxes still keep, without reading a sensor; ends when ingest has confirmed all of it.");
        foreach (var option in settings.ForDrain) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(settings, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RunSettings settings, ParseResult parsed, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        if (new RunOptionsReader(settings, parsed, readsSensors: false).Read(out var faults) is not { } options) return Exit.Refused(faults);

        using var host = WorkerHost.Build();
        var outboxFaults = new List<string>();
        var drains = await new NodeWorkers(options, history: null, time, host.Services.GetRequiredService<ILoggerFactory>()).MakeDrainsAsync(outboxFaults);
        if (outboxFaults.Count > 0) return Exit.Refused(outboxFaults);
        if (drains.Count == 0) return Exit.Refused([$"{options.DataDirectory} has no outbox of {string.Join(", ", options.Nodes.Select(node => node.Name))}"]);

        await host.StartAsync(cancellationToken);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var left = (await Task.WhenAll(drains.Select(drain => DrainAsync(drain, stopping)))).Sum();
        await host.StopAsync(CancellationToken.None);
        return left == 0 ? Exit.Clean : Exit.Failed;
    }

    private static async Task<long> DrainAsync(NodeDrain drain, CancellationToken cancellationToken)
    {
        await using (drain)
        {
            var waiting = drain.Waiting;
            Console.WriteLine($"{drain.Node}: {waiting} batches wait");
            try
            {
                await drain.RunAsync(cancellationToken);
            }
            catch (OutboxRenewalException error)
            {
                await Console.Error.WriteLineAsync($"arena-edge: {drain.Node}: {error.Message}; run drain again, and what is left goes out in a new epoch");
            }

            Console.WriteLine($"{drain.Node}: {waiting - drain.Waiting} handed over, {drain.Waiting} left");
            return drain.Waiting;
        }
    }
}
