using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>nodes</c>.</summary>
internal static class NodeReader
{
    private static readonly string[] Keys = ["title", "zone", "at", "board", "serial", "buses", "sensors"];

    public static IReadOnlyList<NodeDraft> Read(Field field, Places places, IReadOnlySet<string> points, Faults faults) =>
        [.. field.Entries().Select(entry => Node(entry, places, points, faults))];

    private static NodeDraft Node(YamlEntry entry, Places places, IReadOnlySet<string> points, Faults faults)
    {
        var name = NameFields.NameOf("node", entry.Key, faults);
        var owner = $"node '{Quoting.Short(name)}'";
        if (Fields.Open(entry.Value, owner, faults, Keys) is not { } fields)
            return new NodeDraft(name, entry.Key.At, null, null, null, null, Serial: true, [], []);

        var title = fields.Required("title").Title();
        var zone = fields.Required("zone").NameOf("zone", places.Zones);
        var where = fields.Required("at").Position(places.Map);
        var board = fields.Required("board").OneOf(Board.Models);
        var serial = fields.Optional("serial").Flag() ?? true;
        var buses = BusReader.Read(fields.Optional("buses"), owner, faults);
        var sensors = SensorReader.Read(fields.Required("sensors"), new Wiring(name, owner, Board.ChipOf(board), points), faults);
        return new NodeDraft(name, entry.Key.At, title, zone, where, board, serial, buses, sensors);
    }
}
