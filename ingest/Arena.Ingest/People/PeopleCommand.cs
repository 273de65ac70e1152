using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Arena.Ingest.Api.Admin;
using Arena.Ingest.Api.People;
using Arena.Ingest.Api.Shapes;

namespace Arena.Ingest.People;

/// <summary><c>arena-ingest people list|invite|block</c>: over the socket of a running ingest. The link stands on standard output alone, and in no log.</summary>
internal static class PeopleCommand
{
    public static Command Create() => new("people", "Who may sign in to the board of a running ingest: list, invite by a one-time link, block.") { List(), Invite(), Block() };

    private static Command List()
    {
        var data = AdminCommand.Data();
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command("list", "Everybody with their role, and the shared phones.") { data, json };
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            var answer = await client.AskAsync(HttpMethod.Get, "/admin/v1/people", cancellationToken);
            Console.Out.Write(parsed.GetValue(json) ? answer + "\n" : Text(JsonSerializer.Deserialize(answer, AdminJson.Web.PeopleShape)!));
            return 0;
        }));
        return command;
    }

    private static Command Invite()
    {
        var data = AdminCommand.Data();
        var name = Name();
        var role = new Option<string>("--role") { Description = $"One of {string.Join(", ", RoleNames.All)}; somebody who is known keeps theirs without it." };
        var board = new Option<string>("--board-address") { Description = "Where people reach the board, https://NAME[:PORT]; made of --https-port and --allow-host of the running ingest without it." };
        var qr = new Option<bool>("--qr") { Description = "Show the link as a QR code too." };
        var command = new Command("invite", "Somebody new, or a new link for somebody who is known; it opens once, for 24 hours.") { name, data, role, board, qr };
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            var answer = await client.AskAsync(
                HttpMethod.Post, $"/admin/v1/people?{Query(("who", Me()), ("name", parsed.GetValue(name)), ("role", parsed.GetValue(role)), ("board", parsed.GetValue(board)))}", cancellationToken);
            var invited = JsonSerializer.Deserialize(answer, AdminJson.Web.InvitedShape)!;
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{invited.Person.Name}, {invited.Person.Role}. This link signs in once, until {invited.Until:yyyy-MM-dd HH:mm} UTC; give it to nobody else:"));
            Console.Out.WriteLine(invited.Address);
            if (parsed.GetValue(qr))
                Console.Out.Write(QrCode.Terminal(invited.Address));
            return 0;
        }));
        return command;
    }

    private static Command Block()
    {
        var data = AdminCommand.Data();
        var name = Name();
        var command = new Command("block", "Keep somebody out: every session ends, link and PIN are worthless. 'invite' lets them in again.") { name, data };
        command.SetAction((parsed, cancellationToken) => AdminCommand.RunAsync(parsed.GetValue(data), async client =>
        {
            var answer = await client.AskAsync(HttpMethod.Post, $"/admin/v1/people/block?{Query(("who", Me()), ("name", parsed.GetValue(name)))}", cancellationToken);
            Console.Out.WriteLine($"{JsonSerializer.Deserialize(answer, AdminJson.Web.PersonShape)!.Name} is blocked");
            return 0;
        }));
        return command;
    }

    /// <summary>A line each: name, role, and what is special.</summary>
    internal static string Text(PeopleShape shape)
    {
        var text = new StringBuilder();
        var width = shape.People.Select(person => person.Name.Length).DefaultIfEmpty().Max();
        foreach (var person in shape.People)
        {
            string?[] more =
            [
                person.Blocked ? "blocked" : null,
                person.Sessions > 0 ? $"signed in ({person.Sessions})" : null,
                person.LinkUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"link until {until:yyyy-MM-dd HH:mm} UTC") : null,
                person.HasPin ? "PIN" : null,
            ];
            text.Append($"{person.Name.PadRight(width)}  {person.Role,-10}  {string.Join(", ", more.OfType<string>())}".TrimEnd()).Append('\n');
        }

        foreach (var phone in shape.Phones)
            text.Append(CultureInfo.InvariantCulture, $"shared phone \"{phone.Name}\", by {phone.By}, since {phone.Since:yyyy-MM-dd}\n");
        return text.Length > 0 ? text.ToString() : "nobody yet: arena-ingest people invite NAME --role admin\n";
    }

    private static Argument<string> Name() => new("name") { Description = "As others of the staff know them." };

    private static string Me() => $"{Environment.UserName} (arena-ingest people)";

    private static string Query(params (string Name, string? Value)[] parameters) =>
        string.Join('&', parameters.Where(each => each.Value is not null).Select(each => $"{each.Name}={Uri.EscapeDataString(each.Value!)}"));
}
