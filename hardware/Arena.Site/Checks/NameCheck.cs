using Arena.Site.Reading;

namespace Arena.Site.Checks;

/// <summary>A node is a point too, of the same name, so no other point may be called so.</summary>
internal static class NameCheck
{
    public static void Run(IReadOnlyList<PointDraft> points, IReadOnlyList<NodeDraft> nodes, Faults faults)
    {
        var lines = points.ToDictionary(point => point.Name, point => point.At.Line);
        foreach (var node in nodes)
        {
            if (lines.TryGetValue(node.Name, out var line))
            {
                faults.Add(
                    node.At,
                    $"node '{node.Name}' is named like the point in line {line}, and a node's health is a point of its name",
                    $"Rename one of them; nodes are usually called 'node-…': 'node-{node.Name}'.");
            }
        }
    }
}
