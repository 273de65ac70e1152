using System.CommandLine;
using Arena.Ingest.Broker;
using Arena.Ingest.Hosting;
using Arena.Ingest.Ledger;
using Arena.Ingest.People;
using Arena.Ingest.Replay;

namespace Arena.Ingest;

/// <summary>
/// Arena's ingest service. A reading comes in by <c>Subscription</c>, is judged in <c>Decoding</c>, made durable by <c>Store</c> and
/// <c>Ledger</c>, confirmed to its node by <c>Acknowledgements</c>, seen in <c>Insight</c>, and asked for through <c>Api</c>.
/// <c>Hosting</c> puts them together; <c>Broker</c> makes the broker's access list.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Arena's ingest service: from MQTT to a store that confirms, and an API over it.")
        {
            RunCommand.Create(),
            AccessCommand.Create(),
            LedgerCommand.Create(),
            QuarantineCommand.Create(),
            PeopleCommand.Create(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"arena-ingest: {error.Message}");
            await Console.Error.WriteLineAsync("arena-ingest: 'arena-ingest --help' and 'arena-ingest run --help' show what there is.");
            return 2;
        }

        // A drain may take longer than the two seconds after which the command line would end the process itself.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
    }
}
