using System.Text.Json;
using Arena.EndToEnd.Tests.House;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>A dashboard file, as far as the tests look into it.</summary>
internal sealed class Dashboard
{
    private Dashboard(JsonElement root)
    {
        Root = root;
        Panels = [.. root.GetProperty("panels").EnumerateArray().Where(panel => panel.GetProperty("type").GetString() != "row").Select(Panel.Read)];
        Variables = [.. root.GetProperty("templating").GetProperty("list").EnumerateArray().Select(Variable.Read)];
    }

    public static Dashboard Driftcentral { get; } = Read(Path.Combine(Repository.Root, "dashboards/grafana/made/driftcentral.json"));

    public JsonElement Root { get; }

    /// <summary>Every panel but the rows.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    public IReadOnlyList<Variable> Variables { get; }

    public static Dashboard Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new Dashboard(document.RootElement.Clone());
    }
}

/// <summary>One panel. <paramref name="TimeFrom"/> is null where the dashboard's own time applies.</summary>
internal sealed record Panel(string Title, string Type, string? TimeFrom, IReadOnlyList<Target> Targets, JsonElement Json)
{
    public static Panel Read(JsonElement panel) => new(
        panel.GetProperty("title").GetString()!,
        panel.GetProperty("type").GetString()!,
        Text(panel, "timeFrom"),
        [.. panel.GetProperty("targets").EnumerateArray().Select(Target.Read)],
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

/// <summary>A variable of the dashboard and the query that lists its values.</summary>
internal sealed record Variable(string Name, string Query, string AllValue)
{
    public static Variable Read(JsonElement variable) => new(
        variable.GetProperty("name").GetString()!,
        variable.GetProperty("query").GetProperty("query").GetString()!,
        variable.GetProperty("allValue").GetString()!);
}
