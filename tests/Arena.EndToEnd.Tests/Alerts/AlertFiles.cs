using Arena.EndToEnd.Tests.House;
using YamlDotNet.Serialization;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>The alerting files that Grafana is provisioned with, as YAML says them.</summary>
internal static class AlertFiles
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "dashboards/grafana/provisioning/alerting");

    /// <summary>Every rule, with how often its group is evaluated.</summary>
    public static IReadOnlyList<AlertRule> Rules { get; } =
    [
        .. Read("rules.yaml").List("groups").SelectMany(group => group.List("rules").Select(rule => AlertRule.Read(rule, Durations.Read(group.Text("interval"))))),
    ];

    public static Settings Read(string file) =>
        new(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Folder, file))));
}

/// <summary>One group of keys of a file.</summary>
internal readonly record struct Settings(Dictionary<object, object> Keys)
{
    public bool Has(string key) => Keys.ContainsKey(key);

    public string Text(string key) => (string)Keys[key];

    public Settings Group(string key) => new((Dictionary<object, object>)Keys[key]);

    public IEnumerable<Settings> List(string key) => ((List<object>)Keys[key]).Select(item => new Settings((Dictionary<object, object>)item));

    public IReadOnlyList<string> Texts(string key) => [.. ((List<object>)Keys[key]).Cast<string>()];

    public IReadOnlyDictionary<string, string> Pairs(string key) => ((Dictionary<object, object>)Keys[key]).ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value);
}
