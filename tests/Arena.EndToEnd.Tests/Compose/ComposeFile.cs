using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>docker-compose.yml as Compose reads it: anchors and merges resolved, variables not.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<object, object> _root;

    private ComposeFile(string text)
    {
        Text = text;
        // !override: the list of this file stands instead of the other file's.
        _root = new DeserializerBuilder().WithTagMapping("!override", typeof(List<object>)).Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(text))));
        Services = [.. Map(_root, "services").Select(service => new ComposeService((string)service.Key, (Dictionary<object, object>)service.Value))];
    }

    public static ComposeFile Ours { get; } = new(File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml")));

    /// <summary>What is beside it for HTTPS.</summary>
    public static ComposeFile Https { get; } = new(File.ReadAllText(Path.Combine(Repository.Root, "ingest/compose/https.yml")));

    public string Text { get; }

    public IReadOnlyList<ComposeService> Services { get; }

    /// <summary>Name and file of every secret.</summary>
    public IReadOnlyDictionary<string, string> Secrets =>
        Map(_root, "secrets").ToDictionary(secret => (string)secret.Key, secret => (string)((Dictionary<object, object>)secret.Value)["file"]);

    public IEnumerable<string> Volumes => Map(_root, "volumes").Keys.Cast<string>();

    public IEnumerable<string> Networks => Map(_root, "networks").Keys.Cast<string>();

    /// <summary>Every <c>${NAME…}</c> of the file: the name and what follows it.</summary>
    public IEnumerable<(string Name, string After)> Variables =>
        Reference().Matches(Text).Select(match => (match.Groups["name"].Value, match.Groups["after"].Value));

    public ComposeService Service(string name) => Services.Single(service => service.Name == name);

    public bool IsInternal(string network) =>
        Map(_root, "networks")[network] is Dictionary<object, object> settings && settings.TryGetValue("internal", out var value) && (string)value == "true";

    private static Dictionary<object, object> Map(Dictionary<object, object> parent, string name) => (Dictionary<object, object>)parent[name];

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>[A-Za-z0-9_]+)(?<after>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}

/// <summary>One service of it.</summary>
internal sealed class ComposeService(string name, Dictionary<object, object> settings)
{
    public string Name => name;

    public string? Image => Text("image");

    public string? User => Text("user");

    /// <summary>The Dockerfile it is built from, or null.</summary>
    public string? Dockerfile => Map("build") is { } build ? (string)build["dockerfile"] : null;

    public IReadOnlyList<string> Command => List("command");

    public IReadOnlyList<string> Ports => List("ports");

    public IReadOnlyList<string> Networks => List("networks");

    public IReadOnlyList<string> Secrets => List("secrets");

    public IReadOnlyList<string> Profiles => List("profiles");

    public IReadOnlyDictionary<string, string> Environment =>
        Map("environment") is { } variables ? variables.ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value) : [];

    /// <summary>Source and target of every mount from the host.</summary>
    public IEnumerable<(string Source, string Target, bool ReadOnly, bool MustExist)> Binds =>
        Volumes.OfType<Dictionary<object, object>>().Where(volume => (string)volume["type"] == "bind").Select(volume => (
            (string)volume["source"],
            (string)volume["target"],
            volume.TryGetValue("read_only", out var readOnly) && (string)readOnly == "true",
            volume.TryGetValue("bind", out var bind) && (string)((Dictionary<object, object>)bind)["create_host_path"] == "false"));

    /// <summary>Named volumes it mounts, and where.</summary>
    public IEnumerable<(string Volume, string Target)> NamedVolumes =>
        Volumes.OfType<string>().Select(volume => volume.Split(':')).Select(parts => (parts[0], parts[1]));

    private IEnumerable<object> Volumes => settings.TryGetValue("volumes", out var volumes) ? (List<object>)volumes : [];

    public string? Text(string key) => settings.TryGetValue(key, out var value) ? value as string : null;

    /// <summary>The settings it has, as they are named.</summary>
    public IEnumerable<string> Keys => settings.Keys.Cast<string>();

    public bool Has(string key) => settings.ContainsKey(key);

    public IReadOnlyList<string> List(string key) => settings.TryGetValue(key, out var value) ? [.. ((List<object>)value).Cast<string>()] : [];

    public Dictionary<object, object>? Map(string key) => settings.TryGetValue(key, out var value) ? value as Dictionary<object, object> : null;

    /// <summary>The services it waits for and what each must be.</summary>
    public IEnumerable<(string Service, string Condition)> Waits =>
        Map("depends_on")?.Select(wait => ((string)wait.Key, (string)((Dictionary<object, object>)wait.Value)["condition"])) ?? [];

    public override string ToString() => Name;
}
