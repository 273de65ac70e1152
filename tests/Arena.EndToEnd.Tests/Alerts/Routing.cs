using System.Text.RegularExpressions;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Who gets an alarm, as Alertmanager walks the policies: the first route that matches, and the next ones where it says <c>continue</c>; of a route's own routes again.</summary>
/// <param name="environment">What Compose puts into Grafana's environment.</param>
internal sealed class Routing(IReadOnlyDictionary<string, string> environment)
{
    private static readonly Settings Root = AlertFiles.Read("policies.yaml").List("policies").Single();

    /// <summary>Contact points that are told now; those that are muted are left out.</summary>
    public IReadOnlyList<string> To(IReadOnlyDictionary<string, string> labels, DateTimeOffset moment) =>
        [.. Leaves(Root, labels).Where(route => !Muted(route, moment)).Select(route => route.Text("receiver"))];

    private IEnumerable<Settings> Leaves(Settings route, IReadOnlyDictionary<string, string> labels)
    {
        var found = false;
        foreach (var child in route.Has("routes") ? route.List("routes") : [])
        {
            if (!Matches(child, labels)) continue;
            found = true;
            foreach (var leaf in Leaves(child, labels)) yield return leaf;
            if (!child.Has("continue")) break;
        }

        if (!found) yield return route;
    }

    private bool Matches(Settings route, IReadOnlyDictionary<string, string> labels) =>
        !route.Has("object_matchers") || ((List<object>)route.Keys["object_matchers"]).Cast<List<object>>().All(matcher =>
        {
            var (value, pattern) = (labels.GetValueOrDefault((string)matcher[0], ""), Filled((string)matcher[2]));
            return (string)matcher[1] == "=" ? value == pattern : Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1));
        });

    private string Filled(string text) => environment.Aggregate(text, (filled, pair) => filled.Replace($"${{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    private static bool Muted(Settings route, DateTimeOffset moment) => route.Has("mute_time_intervals") && route.Texts("mute_time_intervals").Any(name => TimeIntervals.Holds(name, moment));
}
