using System.Xml.Linq;
using Xunit;

namespace Arena.EndToEnd.Tests.House;

/// <summary>The dependency table of the house: who may reference whom, and that nobody else does.</summary>
[Trait("Category", "Check")]
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Arena.Wire"] = [],
        ["Arena.Mqtt"] = [],
        ["Arena.Site"] = ["Arena.Wire"],
        ["Arena.Edge"] = ["Arena.Mqtt", "Arena.Site", "Arena.Wire"],
        ["Arena.Ingest"] = ["Arena.Mqtt", "Arena.Site", "Arena.Wire"],
        ["Arena.Edge.Tests"] = ["Arena.Edge"],
        ["Arena.Ingest.Tests"] = ["Arena.Ingest"],
        ["Arena.EndToEnd.Tests"] = ["Arena.Edge", "Arena.Ingest", "Arena.Site", "Arena.Wire"],
        ["Arena.Simulation.Tests"] = ["Arena.Edge", "Arena.Ingest"],
        ["Arena.Benchmarks"] = ["Arena.Edge", "Arena.Ingest"],
    };

    [Fact]
    public void Every_project_references_exactly_what_the_table_allows()
    {
        var found = Repository.Projects().ToDictionary(project => Path.GetFileNameWithoutExtension(project), References, StringComparer.Ordinal);

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, project => Assert.Equal(Allowed[project.Key], project.Value));
    }

    [Fact]
    public void The_wire_contract_needs_no_package()
    {
        var wire = Repository.Projects().Single(project => project.EndsWith("Arena.Wire.csproj", StringComparison.Ordinal));

        Assert.Empty(XDocument.Load(wire).Descendants("PackageReference"));
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Arena.sln"));

        Assert.All(Repository.Projects(), project => Assert.Contains(Path.GetFileName(project), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_says_in_one_line_why_it_is_there()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var explained = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            explained = line.StartsWith("<!--", StringComparison.Ordinal) || (explained && line.StartsWith("<PackageVersion", StringComparison.Ordinal));
            Assert.True(explained || !line.StartsWith("<PackageVersion", StringComparison.Ordinal), line);
        }
    }

    [Fact]
    public void Packages_of_the_driver_pack_full_are_referenced_under_its_condition_only()
    {
        string[] full = ["InfluxDB.Client", "Iot.Device.Bindings", "MQTTnet", "System.Device.Gpio"];
        var references = Repository.Projects()
            .SelectMany(project => XDocument.Load(project).Descendants("PackageReference"))
            .Where(reference => full.Contains(reference.Attribute("Include")!.Value))
            .ToList();

        Assert.Equal(full, references.Select(reference => reference.Attribute("Include")!.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(references, reference => Assert.Equal("'$(ArenaDrivers)' == 'full'", reference.Parent!.Attribute("Condition")?.Value));
    }

    [Fact]
    public void The_top_level_holds_nothing_but_what_belongs_there()
    {
        string[] folders = [".ci", "dashboards", "edge", "hardware", "ingest", "tests"];
        string[] files =
        [
            ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", "Arena.sln", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "README.md", "arena",
            "docker-compose.yml", "global.json",
        ];
        var found = Repository.TrackedFiles().Where(file => File.Exists(Path.Combine(Repository.Root, file))).ToLookup(file => file.Contains('/', StringComparison.Ordinal));

        Assert.Equal(folders, found[true].Select(file => file[..file.IndexOf('/', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(files, found[false].Order(StringComparer.Ordinal));
    }

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal)];
}
