using System.CommandLine;
using System.Text.Json;
using Arena.Ingest.Api.Admin;

namespace Arena.Ingest.Replay;

/// <summary><c>arena-ingest quarantine list|show|replay|discard</c>: over the socket of a running ingest.</summary>
internal static class QuarantineCommand
{
    private const int Wrong = 2;

    public static Command Create() => new("quarantine", "Look at what a running ingest refused, judge it again after a fix, or discard it.")
    {
        List(), Show(), Replay(), Discard(),
    };

    private static Command List()
    {
        var (data, filter) = (AdminCommand.Data(), new FilterOptions());
        var limit = new Option<string>("--limit") { Description = "Most entries, 1–1,000; 100 without it." };
        var json = new Option<bool>("--json") { Description = "As JSON, with payloads." };
        var command = new Command("list", "What was refused, newest first, with the reason.") { data, limit, json };
        filter.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            var answer = await client.AskAsync(HttpMethod.Get, $"/admin/v1/quarantine?{filter.Query(parsed, ("limit", parsed.GetValue(limit)))}", cancellationToken);
            Console.Out.Write(parsed.GetValue(json) ? answer + "\n" : QuarantineText.Of(JsonSerializer.Deserialize(answer, AdminJson.Web.QuarantineShape)!));
            return 0;
        }));
        return command;
    }

    private static Command Show()
    {
        var data = AdminCommand.Data();
        var id = Id();
        var command = new Command("show", "One entry with all its bytes, as JSON.") { id, data };
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            Console.Out.WriteLine(await client.AskAsync(HttpMethod.Get, $"/admin/v1/quarantine/{Uri.EscapeDataString(parsed.GetValue(id)!)}", cancellationToken));
            return 0;
        }));
        return command;
    }

    private static Command Replay()
    {
        var (data, filter) = (AdminCommand.Data(), new FilterOptions());
        var id = Id();
        id.Arity = ArgumentArity.ZeroOrOne;
        var all = new Option<bool>("--all") { Description = "Everything that is in quarantine." };
        var trust = new Option<bool>("--trust-times") { Description = "Judge times in the future by today's clock: when it was ingest's own clock that was wrong." };
        var command = new Command("replay", "Judge an entry, or many, again by today's rules; what passes is stored and leaves the quarantine.") { id, data, all, trust };
        filter.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            var query = filter.Query(parsed, ("all", Flag(parsed.GetValue(all))), ("trust_times", Flag(parsed.GetValue(trust))));
            var path = parsed.GetValue(id) is { } one ? $"/admin/v1/quarantine/{Uri.EscapeDataString(one)}/replay?{query}" : $"/admin/v1/quarantine/replay?{query}";
            var replayed = JsonSerializer.Deserialize(await client.AskAsync(HttpMethod.Post, path, cancellationToken), AdminJson.Web.ReplayedShape)!;
            Console.Out.WriteLine($"{replayed.Judged} judged again: {replayed.Replayed} accepted ({replayed.Stored} samples new in the store), {replayed.Judged - replayed.Replayed} still refused");
            return 0;
        }));
        return command;
    }

    private static Command Discard()
    {
        var (data, filter) = (AdminCommand.Data(), new FilterOptions());
        var all = new Option<bool>("--all") { Description = "Everything that is in quarantine." };
        var yes = new Option<bool>("--yes") { Description = "Do it: what is discarded is gone." };
        var command = new Command("discard", "Take entries out of the quarantine for good.") { data, all, yes };
        filter.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            if (!parsed.GetValue(yes))
            {
                await Console.Error.WriteLineAsync("arena-ingest: what is discarded is gone for good; replay what may still be of use. Add --yes to do it.");
                return Wrong;
            }

            var query = filter.Query(parsed, ("all", Flag(parsed.GetValue(all))));
            var discarded = JsonSerializer.Deserialize(await client.AskAsync(HttpMethod.Post, $"/admin/v1/quarantine/discard?{query}", cancellationToken), AdminJson.Web.DiscardedShape)!;
            Console.Out.WriteLine($"{discarded.Discarded} discarded");
            return 0;
        }));
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "Id of the entry, as 'list' shows it." };

    private static string? Flag(bool value) => value ? "true" : null;

    private sealed class FilterOptions
    {
        private readonly Option<string>[] _options =
        [
            new("--node") { Description = "Only what came on this node's topic." },
            new("--reason") { Description = "Only what was refused for this reason." },
            new("--from") { Description = "Only what came at this time or later (2026-11-22T05:10:00Z)." },
            new("--to") { Description = "Only what came before this time." },
            new("--before") { Description = "Only entries with a lower id." },
        ];

        public void AddTo(Command command)
        {
            foreach (var option in _options)
                command.Add(option);
        }

        public string Query(ParseResult parsed, params (string Name, string? Value)[] more) => string.Join('&', _options
            .Select(option => (Name: option.Name.TrimStart('-'), Value: parsed.GetValue(option)))
            .Concat(more)
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
    }
}
