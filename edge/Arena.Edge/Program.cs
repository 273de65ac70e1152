using System.CommandLine;
using Arena.Edge.Hosting;

namespace Arena.Edge;

/// <summary>The commands of <c>arena-edge</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Arena's edge worker: reads the meters and bins of a venue, and loses nothing on the way to ingest.")
        {
            RunCommand.Create(),
            OutboxCommand.Create(),
            DrainCommand.Create(),
            MeterCommand.Create(),
            CalibrateCommand.Create(),
            DoctorCommand.Create(),
            WatchCommand.Create(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0) return Exit.Refused(parsed.Errors.Select(error => error.Message));

        // The run command ends by signals in its own order; a second handler with a time limit would cut it short.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
