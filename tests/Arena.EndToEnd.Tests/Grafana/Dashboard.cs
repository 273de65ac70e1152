using System.Text.Json;
using Arena.EndToEnd.Tests.House;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>A dashboard file, as far as the tests look into it.</summary>
internal sealed class Dashboard
{
    private Dashboard(string name, JsonElement root)
    {
        (Name, Root) = (name, root);
        Panels = [.. root.GetProperty("panels").EnumerateArray().SelectMany(WithInner).Where(panel => panel.GetProperty("type").GetString() != "row").Select(Panel.Read)];
        Variables = [.. root.GetProperty("templating").GetProperty("list").EnumerateArray().Select(Variable.Read)];
        Annotations = [.. root.GetProperty("annotations").GetProperty("list").EnumerateArray().Select(Annotation.Read)];
    }

    /// <summary>Every dashboard in the tree by its name.</summary>
    public static IReadOnlyDictionary<string, Dashboard> All { get; } = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "dashboards/grafana/made"), "*.json")
        .Select(Read)
        .ToDictionary(dashboard => dashboard.Name);

    public static Dashboard Driftcentral => All["driftcentral"];

    /// <summary>The file's name without its ending.</summary>
    public string Name { get; }

    public JsonElement Root { get; }

    /// <summary>Every panel but the rows, those in collapsed rows too.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    public IReadOnlyList<Variable> Variables { get; }

    public IReadOnlyList<Annotation> Annotations { get; }

    /// <summary>What is shown when it is opened: <c>now-30d</c>.</summary>
    public string TimeFrom => Root.GetProperty("time").GetProperty("from").GetString()!;

    public static Dashboard Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new Dashboard(Path.GetFileNameWithoutExtension(path), document.RootElement.Clone());
    }

    private static IEnumerable<JsonElement> WithInner(JsonElement panel) =>
        panel.TryGetProperty("panels", out var inner) ? inner.EnumerateArray().Prepend(panel) : [panel];
}

/// <summary>One panel. <paramref name="TimeFrom"/> is null where the dashboard's own time applies, <paramref name="Finest"/> where any grid does.</summary>
internal sealed record Panel(string Title, string Type, string? TimeFrom, string? Finest, IReadOnlyList<Target> Targets, JsonElement Json)
{
    public static Panel Read(JsonElement panel) => new(
        panel.GetProperty("title").GetString()!,
        panel.GetProperty("type").GetString()!,
        Text(panel, "timeFrom"),
        Text(panel, "interval"),
        panel.TryGetProperty("targets", out var targets) ? [.. targets.EnumerateArray().Select(Target.Read)] : [],
        panel);

    public string? Default(string name) =>
        Json.GetProperty("fieldConfig").GetProperty("defaults").TryGetProperty(name, out var value) ? value.ToString() : null;

    private static string? Text(JsonElement panel, string name) => panel.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <summary>One query of a panel.</summary>
internal sealed record Target(string Query, string? Alias, string Format)
{
    public static Target Read(JsonElement target) => new(
        target.GetProperty("query").GetString()!,
        target.TryGetProperty("alias", out var alias) ? alias.GetString() : null,
        target.GetProperty("resultFormat").GetString()!);
}

/// <summary>A variable: the query that lists its values, or null where they stand in the dashboard; what "All" stands for, or null where there is none.</summary>
internal sealed record Variable(string Name, string? Query, string? AllValue, IReadOnlyList<(string Text, string Value)> Options)
{
    public static Variable Read(JsonElement variable) => new(
        variable.GetProperty("name").GetString()!,
        variable.GetProperty("query") is { ValueKind: JsonValueKind.Object } query ? query.GetProperty("query").GetString() : null,
        variable.TryGetProperty("allValue", out var all) ? all.GetString() : null,
        variable.TryGetProperty("options", out var options)
            ? [.. options.EnumerateArray().Select(option => (option.GetProperty("text").GetString()!, option.GetProperty("value").GetString()!))]
            : []);
}

/// <summary>Marks on the time axis.</summary>
internal sealed record Annotation(string Name, string Query, string TextColumn)
{
    public static Annotation Read(JsonElement annotation) => new(
        annotation.GetProperty("name").GetString()!,
        annotation.GetProperty("target").GetProperty("query").GetString()!,
        annotation.GetProperty("target").GetProperty("textColumn").GetString()!);
}
