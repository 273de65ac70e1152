using System.CommandLine;
using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Hosting;

/// <summary><c>arena-edge outbox</c>: what the outboxes of a data folder hold, also while a worker runs. Changes nothing.</summary>
internal static class OutboxCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Folder of the outboxes.", Required = true };
        var node = new Option<string?>("--node") { HelpName = "NAME", Description = "This node only." };
        var json = new Option<bool>("--json") { Description = "As JSON, one array." };
        var samples = new Option<bool>("--samples") { Description = "Every sample of every kept batch, as CSV: point,quantity,unix_us,value." };
        var command = new Command("outbox", "Show what outboxes hold: epoch, batches sealed, confirmed and waiting, bytes.") { data, node, json, samples };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(data), parsed.GetValue(node), parsed.GetValue(json), parsed.GetValue(samples)));
        return command;
    }

    private static int Run(string data, string? node, bool json, bool samples)
    {
        if (!Directory.Exists(data)) return Exit.Refused([$"--data {data} does not exist: give the folder that 'arena-edge run' was given"]);
        var found = Directory.EnumerateDirectories(data)
            .Where(folder => (node is null || Path.GetFileName(folder) == node) && File.Exists(Path.Combine(folder, OutboxFile.Name)))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (node is not null && found.Count == 0) return Exit.Refused([$"{data} has no outbox of {node}"]);
        try
        {
            if (samples) OutboxReport.WriteSamples(found, Console.Out);
            else if (json) OutboxReport.WriteJson(found, Console.OpenStandardOutput());
            else OutboxReport.WriteTable(found, Console.Out);
            return Exit.Clean;
        }
        catch (Exception error) when (error is SqliteException or OutboxUnusableException or InvalidDataException)
        {
            return Exit.Refused([$"an outbox in {data} can't be read ({error.Message})"]);
        }
    }
}
