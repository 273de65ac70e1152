using System.CommandLine;
using System.Text.Json;
using Arena.Ingest.Api.Admin;

namespace Arena.Ingest.Ledger;

/// <summary><c>arena-ingest ledger show</c> and <c>ledger renew</c>: over the socket of a running ingest. Exit codes: 0 done, 1 not possible now, 2 asked wrongly.</summary>
internal static class LedgerCommand
{
    public static Command Create() => new("ledger", "Show the ledger of a running ingest, or begin a new generation of it.") { Show(), Renew() };

    private static Command Show()
    {
        var data = AdminCommand.Data();
        var json = new Option<bool>("--json") { Description = "As JSON, with everything." };
        var command = new Command("show", "Generation, and what of each node's outboxes is terminal.") { data, json };
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            var answer = await client.AskAsync(HttpMethod.Get, "/admin/v1/ledger", cancellationToken);
            Console.Out.Write(parsed.GetValue(json) ? answer + "\n" : LedgerText.Of(JsonSerializer.Deserialize(answer, AdminJson.Web.LedgerShape)!));
            return 0;
        }));
        return command;
    }

    private static Command Renew()
    {
        var data = AdminCommand.Data();
        var yes = new Option<bool>("--yes") { Description = "Do it: every node then offers again all it keeps." };
        var command = new Command("renew", "Begin a new generation, after arena.db or the database was restored from a backup.") { data, yes };
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            if (!parsed.GetValue(yes))
            {
                await Console.Error.WriteLineAsync("arena-ingest: a new generation makes every node offer again all it keeps; nothing is lost or doubled by it. Add --yes to do it.");
                return 2;
            }

            var renewed = JsonSerializer.Deserialize(await client.AskAsync(HttpMethod.Post, "/admin/v1/ledger/generation", cancellationToken), AdminJson.Web.RenewedShape)!;
            Console.Out.WriteLine($"ledger generation {renewed.Generation} succeeds {renewed.Before}; every node is told");
            if (renewed.Yielded)
                Console.Out.WriteLine("this ingest had left the broker to another one: stop that one, and start this one anew");
            return 0;
        }));
        return command;
    }
}
