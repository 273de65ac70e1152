using System.Globalization;
using System.Text;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Broker;

/// <summary>
/// Mosquitto's configuration, access list and passwords, made from the site manifest: a node may write its own data, meta and state and read
/// its own acknowledgement and commands; ingest alone writes acknowledgements, and reads them to notice another ingest.
/// </summary>
internal static class BrokerFiles
{
    /// <summary>User name of the ingest service.</summary>
    public const string IngestUser = "ingest";

    /// <summary>Writes the files; passwords that exist are kept, so that a second run locks nobody out. Throws what the file system throws.</summary>
    public static void Write(SiteManifest site, BrokerOptions options)
    {
        var secrets = Path.Combine(options.Folder, "secrets");
        Directory.CreateDirectory(secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.Combine(options.Folder, "db"));

        string[] users = [IngestUser, .. site.Nodes.Select(node => node.Name)];
        var passwords = string.Concat(users.Select(user => MosquittoPassword.Line(user, PasswordOf(secrets, user)) + "\n"));
        WritePrivate(Path.Combine(options.Folder, "passwd"), passwords);
        WritePrivate(Path.Combine(options.Folder, "acl"), AccessList(site, options.AnonymousPublish));
        WritePrivate(Path.Combine(options.Folder, "mosquitto.conf"), Configuration(options));
    }

    internal static string AccessList(SiteManifest site, bool anonymousPublish)
    {
        var list = new StringBuilder();
        if (anonymousPublish)
        {
            list.Append("# Without a name: publish data, nothing else.\n");
            Rule(list, "write", Topic.AllNodes(site.Site, TopicKind.Data));
        }

        list.Append("\nuser ").Append(IngestUser).Append('\n');
        foreach (var kind in (TopicKind[])[TopicKind.Data, TopicKind.Meta, TopicKind.State, TopicKind.Ack])
            Rule(list, "read", Topic.AllNodes(site.Site, kind));
        Rule(list, "read", Topic.AllGuests(site.Site, TopicKind.Data));
        foreach (var kind in (TopicKind[])[TopicKind.Ack, TopicKind.Cmd])
            Rule(list, "write", Topic.AllNodes(site.Site, kind));

        foreach (var node in site.Nodes)
        {
            list.Append("\nuser ").Append(node.Name).Append('\n');
            foreach (var kind in (TopicKind[])[TopicKind.Data, TopicKind.Meta, TopicKind.State])
                Rule(list, "write", new Topic(site.Site, node.Name, kind).ToString());
            foreach (var kind in (TopicKind[])[TopicKind.Ack, TopicKind.Cmd])
                Rule(list, "read", new Topic(site.Site, node.Name, kind).ToString());
        }

        return list.ToString();
    }

    private static void Rule(StringBuilder list, string access, string topic) =>
        list.Append("topic ").Append(access).Append(' ').Append(topic).Append('\n');

    // max_queued_messages: 2.0.11 acknowledges what its full queue then drops; with the default of 1,000 a burst of a backlog is enough.
    // max_inflight_messages: the default of 20 throttles an ingest that acknowledges after its write.
    private static string Configuration(BrokerOptions options) => string.Create(CultureInfo.InvariantCulture, $"""
        # Made by `arena-ingest access` from the site manifest; made anew by it, not edited.
        listener {options.Port} {options.Address}
        allow_anonymous {(options.AnonymousPublish ? "true" : "false")}
        password_file {options.ConfiguredFolder}/passwd
        acl_file {options.ConfiguredFolder}/acl
        persistence true
        persistence_location {options.ConfiguredFolder}/db/
        max_queued_messages 200000
        max_queued_bytes 268435456
        max_inflight_messages 2000
        max_packet_size 1048576
        connection_messages true
        log_dest stderr
        log_timestamp_format %Y-%m-%dT%H:%M:%S

        """);

    private static string PasswordOf(string secrets, string user)
    {
        var file = Path.Combine(secrets, user + ".mqtt");
        if (File.Exists(file))
            return File.ReadAllText(file).Trim();
        var password = MosquittoPassword.Make();
        WritePrivate(file, password);
        return password;
    }

    private static void WritePrivate(string file, string text)
    {
        File.Delete(file);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
