using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>points</c>.</summary>
internal static class PointReader
{
    private static readonly string[] Keys = ["title", "zone", "at", "group", "fraction", "medium"];

    public static IReadOnlyList<PointDraft> Read(Field field, Places places, Faults faults) =>
        [.. field.Entries().Select(entry => Point(entry, places, faults))];

    private static PointDraft Point(YamlEntry entry, Places places, Faults faults)
    {
        var name = NameFields.NameOf("point", entry.Key, faults);
        var owner = $"point '{Quoting.Short(name)}'";
        if (Fields.Open(entry.Value, owner, faults, Keys) is not { } fields)
            return new PointDraft(name, entry.Key.At, null, null, null, null, null, null) { MediumIsKnown = false };

        var title = fields.Required("title").Title();
        var zone = fields.Required("zone").NameOf("zone", places.Zones);
        var where = fields.Required("at").Position(places.Map);
        var group = Group(fields);
        var fraction = Fraction(fields, group, owner, faults);
        var medium = fields.Optional("medium").OneOf(Vocabulary.Media);
        return new PointDraft(name, entry.Key.At, title, zone, where, group, fraction, medium)
        {
            MediumIsKnown = medium is not null || !fields.Has("medium"),
        };
    }

    private static string? Group(Fields fields)
    {
        var field = fields.Required("group");
        var group = field.OneOf(Vocabulary.Groups);
        if (group is not Vocabulary.Node)
            return group;
        field.Refuse(
            "is 'node', which only nodes themselves are",
            "Remove the point: every node has one of its own name. Or choose another group, such as 'other'.");
        return null;
    }

    private static string? Fraction(Fields fields, string? group, string owner, Faults faults)
    {
        var field = fields.Optional("fraction");
        var fraction = field.OneOf(Vocabulary.Fractions);
        if (group is Vocabulary.Bin && !fields.Has("fraction"))
        {
            faults.Add(
                fields.At,
                $"{owner} is a bin without a fraction",
                $"Add 'fraction: ' and one of {string.Join(", ", Vocabulary.Fractions)}.");
        }

        if (group is not null and not Vocabulary.Bin && fields.Has("fraction"))
            field.Refuse($"stands at something that is no bin but '{group}'", "Remove the fraction, or write 'group: bin'.");
        return fraction;
    }
}
