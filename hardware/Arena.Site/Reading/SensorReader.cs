using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>sensors</c> of a node: what all kinds share, then what is each kind's own.</summary>
internal static class SensorReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static IReadOnlyList<SensorDraft> Read(Field field, Wiring wiring, Faults faults) =>
        [.. field.Items().Select((node, index) => Sensor(node, index + 1, wiring, faults)).OfType<SensorDraft>()];

    private static SensorDraft? Sensor(YamlNode node, int number, Wiring wiring, Faults faults)
    {
        var owner = $"sensor {number} of {wiring.Owner}";
        if (node is SpoiltNode)
            return null;
        if (node is not MapNode map || map.Entries.FirstOrDefault(entry => entry.Key.Value == "kind") is not { } entry)
        {
            faults.Add(
                node.At,
                node is MapNode ? $"{owner} has no 'kind'" : $"{owner} is {node.Shape}, not a group of keys",
                $"Add 'kind: ' and one of {string.Join(", ", Vocabulary.Kinds)}.");
            return null;
        }

        return new Field("kind", entry.Value, owner, faults).OneOf(Vocabulary.Kinds) switch
        {
            "s0" => S0Reader.Read(node, owner, wiring, faults),
            "fill" => ChipReader.Fill(node, owner, wiring, faults),
            "weight" => WeightReader.Read(node, owner, wiring, faults),
            "lid" => LidReader.Read(node, owner, wiring, faults),
            "temperature" => ChipReader.Temperature(node, owner, wiring, faults),
            "air" => AirReader.Read(node, owner, wiring, faults),
            "current" => CurrentReader.Read(node, owner, wiring, faults),
            "dc" => DcReader.Read(node, owner, wiring, faults),
            "han" => HanReader.Read(node, owner, wiring, faults),
            "health" => Health(node, owner, wiring, faults),
            _ => null,
        };
    }

    /// <summary>Opens the sensor's keys: <c>kind</c>, <c>point</c>, <c>every</c> and those of its kind. Names the sensor by its point from there on.</summary>
    public static Fields? Open(YamlNode node, string owner, Wiring wiring, Faults faults, params string[] own)
    {
        var map = (MapNode)node;
        var kind = map.Entries.First(entry => entry.Key.Value == "kind").Value as TextNode;
        var point = map.Entries.FirstOrDefault(entry => entry.Key.Value == "point")?.Value as TextNode;
        var name = point is null ? owner : $"the {kind?.Value} sensor at '{Quoting.Short(point.Value)}' of {wiring.Owner}";
        return Fields.Open(node, name, faults, ["kind", "point", "every", .. own]);
    }

    public static TimeSpan? Every(Fields fields) => fields.Required("every").Duration(Shortest, Longest);

    private static SensorDraft? Health(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (Open(node, owner, wiring, faults) is not { } fields)
            return null;
        var point = fields.Optional("point");
        if (point.Text() is { } name && name != wiring.Node)
            point.Refuse($"is '{Quoting.Short(name)}': a node's health is measured at the node itself", $"Remove the key, or write 'point: {Quoting.Short(wiring.Node)}'.");
        var every = Every(fields);
        return new SensorDraft("health", fields.At, wiring.Node, fields.At)
        {
            Plan = every is null ? null : new HealthPlan { Point = wiring.Node, Every = every.Value },
        };
    }
}
