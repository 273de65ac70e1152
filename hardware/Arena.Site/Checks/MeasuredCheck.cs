using Arena.Site.Reading;
using Arena.Site.Yaml;

namespace Arena.Site.Checks;

/// <summary>Every point is measured, by one node, each quantity once, and by sensors that suit it.</summary>
internal static class MeasuredCheck
{
    private static readonly string[] OnlyAtBins = ["fill", "weight", "lid"];

    public static void Run(IReadOnlyList<PointDraft> points, IReadOnlyList<NodeDraft> nodes, Faults faults)
    {
        var all = nodes.SelectMany(node => node.Sensors.Select(sensor => new Use(node.Name, sensor))).Where(use => use.Sensor.Point is not null).ToList();
        foreach (var twice in all.Where(use => use.Sensor.Kind is "health").GroupBy(use => use.Node).SelectMany(group => group.Skip(1)))
            faults.Add(twice.Sensor.At, $"node '{twice.Node}' has a second 'health' sensor", "Remove it.");

        var uses = all.Where(use => use.Sensor.Kind is not "health").ToLookup(use => use.Sensor.Point!);
        foreach (var point in points)
        {
            var here = uses[point.Name].ToList();
            if (here.Count == 0)
            {
                faults.Add(
                    point.At,
                    $"point '{Quoting.Short(point.Name)}' is measured by nobody",
                    "Add a sensor with 'point: " + Quoting.Short(point.Name) + "' to the node it is wired to, or remove the point.");
            }

            OneNode(point, here, faults);
            EachOnce(point, here, faults);
            Suits(point, here, faults);
        }
    }

    private static void OneNode(PointDraft point, List<Use> here, Faults faults)
    {
        foreach (var other in here.Where(use => use.Node != here[0].Node).DistinctBy(use => use.Node))
        {
            faults.Add(
                other.Sensor.PointAt,
                $"point '{point.Name}' is measured by two nodes, '{here[0].Node}' (line {here[0].Sensor.PointAt.Line}) and '{other.Node}'",
                "Wire all its sensors to one of them, or make two points of it.");
        }
    }

    private static void EachOnce(PointDraft point, List<Use> here, Faults faults)
    {
        var firsts = new Dictionary<string, Mark>(StringComparer.Ordinal);
        foreach (var quantity in here.Where(use => use.Node == here[0].Node).SelectMany(use => use.Sensor.Quantities))
        {
            if (!firsts.TryAdd(quantity.Name, quantity.At))
            {
                faults.Add(
                    quantity.At,
                    $"'{quantity.Name}' at point '{point.Name}' is measured twice; the first is in line {firsts[quantity.Name].Line}",
                    "Remove one of them, or give this sensor a point of its own.");
            }
        }
    }

    private static void Suits(PointDraft point, List<Use> here, Faults faults)
    {
        foreach (var use in here.Where(use => OnlyAtBins.Contains(use.Sensor.Kind) && point.Group is not null and not Vocabulary.Bin))
        {
            faults.Add(
                use.Sensor.PointAt,
                $"a '{use.Sensor.Kind}' sensor measures bins, and point '{point.Name}' is of group '{point.Group}'",
                "Write the bin's point, or 'group: bin' and a fraction at this one.");
        }

        var quantity = here.SelectMany(use => use.Sensor.Quantities).FirstOrDefault(quantity => PulseQuantity.MediumOf(quantity.Name) is { } medium && medium != point.Medium);
        if (quantity is not null && point.MediumIsKnown)
        {
            var medium = PulseQuantity.MediumOf(quantity.Name);
            faults.Add(
                point.At,
                point.Medium is null
                    ? $"point '{point.Name}' has no 'medium', and '{quantity.Name}' is measured there (line {quantity.At.Line})"
                    : $"point '{point.Name}' has 'medium: {point.Medium}', and '{quantity.Name}' is measured there (line {quantity.At.Line})",
                $"Write 'medium: {medium}', or another quantity at the sensor.");
        }
    }

    private sealed record Use(string Node, SensorDraft Sensor);
}
