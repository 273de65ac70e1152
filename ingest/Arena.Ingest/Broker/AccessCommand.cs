using System.CommandLine;
using Arena.Site;

namespace Arena.Ingest.Broker;

/// <summary><c>arena-ingest access</c>: makes the broker's configuration, access list and passwords from the site manifest.</summary>
internal static class AccessCommand
{
    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "Site manifest (YAML).", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder for mosquitto.conf, acl, passwd and secrets/.", Required = true };
        var seenAs = new Option<string?>("--seen-as") { Description = "The same folder as the broker sees it, where that is another path." };
        var address = new Option<string>("--address") { Description = "Address the broker listens on.", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "TCP port.", DefaultValueFactory = _ => 1883 };
        var anonymous = new Option<bool>("--anonymous-publish") { Description = "Let anyone who reaches the port publish data (for a loopback trial)." };

        var command = new Command("access", "Make Mosquitto's configuration, access list and passwords from the site manifest.")
        {
            site, folder, seenAs, address, port, anonymous,
        };
        command.SetAction(parsed =>
        {
            var file = parsed.GetRequiredValue(site);
            var target = parsed.GetRequiredValue(folder).FullName;
            return Run(file, new BrokerOptions(
                target,
                parsed.GetValue(seenAs) ?? target,
                parsed.GetRequiredValue(address),
                parsed.GetRequiredValue(port),
                parsed.GetValue(anonymous)));
        });
        return command;
    }

    private static int Run(FileInfo file, BrokerOptions options)
    {
        var reading = SiteReader.ReadFile(file.FullName);
        if (reading.Manifest is null)
        {
            foreach (var line in reading.Describe())
                Console.Error.WriteLine(line);
            return 2;
        }

        try
        {
            BrokerFiles.Write(reading.Manifest, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"arena-ingest: {options.Folder} can't be written: {error.Message} Choose another folder with --out.");
            return 2;
        }

        Console.WriteLine($"{options.Folder}: mosquitto.conf, acl, passwd and {reading.Manifest.Nodes.Count + 1} secrets");
        return 0;
    }
}
