using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>map</c>.</summary>
internal static class MapReader
{
    private const double Largest = 100_000;

    /// <summary>The map, or null when its size is wrong; shapes that are wrong are reported and left out.</summary>
    public static SiteMap? Read(Field field, Faults faults)
    {
        if (field.Value is null || Fields.Open(field.Value, "the map", faults, "width", "height", "shapes") is not { } fields)
            return null;
        var width = fields.Required("width").Number(1, Largest);
        var height = fields.Required("height").Number(1, Largest);
        (double, double)? size = width is null || height is null ? null : (width.Value, height.Value);

        var list = fields.Required("shapes");
        var shapes = new List<MapShape>();
        foreach (var (index, node) in list.Items().Index())
        {
            if (Shape(node, $"shape {index + 1} of the map", size, faults) is { } shape)
                shapes.Add(shape);
        }

        return size is null ? null : new SiteMap(width!.Value, height!.Value, shapes);
    }

    private static MapShape? Shape(YamlNode node, string owner, (double, double)? size, Faults faults)
    {
        if (Fields.Open(node, owner, faults, "kind", "label", "outline") is not { } fields)
            return null;
        var kind = fields.Required("kind").OneOf(Vocabulary.Shapes);
        var label = fields.Optional("label").Title();
        var field = fields.Required("outline");
        var corners = field.Items();
        var outline = corners.Select((corner, index) => new Field($"corner {index + 1}", corner, owner, faults).Position(size)).ToList();
        if (field.Value is ListNode && corners.Count < 3)
            field.Refuse($"has {corners.Count} corners; a shape has at least three");
        return kind is null || outline.Contains(null) ? null : new MapShape(kind, label, [.. outline.Select(corner => corner!.Value)]);
    }
}
