using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>The venue's own manifest with some of its nodes, and one match.</summary>
internal static partial class MatchDayManifest
{
    public const string Match = "the-match";

    /// <param name="path">Where it is written.</param>
    /// <param name="kickOff">Local time of the venue, whole minutes.</param>
    /// <param name="nodes">Which nodes stay, with their points.</param>
    public static async Task<string> WriteAsync(string path, DateTime kickOff, params string[] nodes)
    {
        var sections = Sections(await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "hardware", "sites", "borlange-energi-arena.yaml")));
        var wired = Entries(sections["nodes"]).Where(entry => nodes.Contains(entry.Key)).ToDictionary();
        var points = wired.Values.SelectMany(lines => lines).Select(line => PointOf().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value).ToHashSet();

        var manifest = new StringBuilder();
        foreach (var (name, lines) in sections.Where(section => section.Key is not ("points" or "nodes" or "matches" or "climate")))
            manifest.AppendLine(lines[0]).AppendJoin('\n', lines.Skip(1)).AppendLine();
        manifest.AppendLine("points:").AppendJoin('\n', Entries(sections["points"]).Where(entry => points.Contains(entry.Key)).SelectMany(entry => entry.Value)).AppendLine();
        manifest.AppendLine("nodes:").AppendJoin('\n', wired.SelectMany(entry => entry.Value)).AppendLine();
        manifest.AppendLine(CultureInfo.InvariantCulture, $"matches:\n  {Match}: {{ opponent: Gästerna, kick_off: {kickOff:yyyy-MM-dd HH:mm}, expected_attendance: 3000 }}");
        await File.WriteAllTextAsync(path, manifest.ToString());
        return path;
    }

    private static Dictionary<string, List<string>> Sections(string[] lines) => Grouped(lines, SectionOf());

    private static Dictionary<string, List<string>> Entries(List<string> section) => Grouped(section.Skip(1), EntryOf());

    // Comments and empty lines are left out: they would stand before another entry.
    private static Dictionary<string, List<string>> Grouped(IEnumerable<string> lines, Regex begin)
    {
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? group = null;
        foreach (var line in lines.Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#')))
        {
            if (begin.Match(line) is { Success: true } name)
                groups[name.Groups["name"].Value] = group = [];
            group?.Add(line);
        }

        return groups;
    }

    [GeneratedRegex(@"^(?<name>[a-z_]+):", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SectionOf();

    [GeneratedRegex(@"^  (?<name>[a-z0-9-]+):", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryOf();

    [GeneratedRegex(@"point: (?<name>[a-z0-9-]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PointOf();
}
