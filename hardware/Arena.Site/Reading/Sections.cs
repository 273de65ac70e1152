using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>What a field holds when it holds several things.</summary>
internal static class Sections
{
    /// <summary>The items of a list; none, with a fault, when it is something else.</summary>
    public static IReadOnlyList<YamlNode> Items(this Field field)
    {
        if (field.Value is ListNode list)
            return list.Items;
        if (field.Value is not null)
            field.Refuse($"is {field.Value.Shape}, not a list");
        return [];
    }

    /// <summary>Name and content of each entry; none, with a fault, when it isn't a group of keys.</summary>
    public static IReadOnlyList<YamlEntry> Entries(this Field field)
    {
        if (field.Value is MapNode map)
            return map.Entries;
        if (field.Value is not null)
            field.Refuse($"is {field.Value.Shape}, not a group of names");
        return [];
    }
}
