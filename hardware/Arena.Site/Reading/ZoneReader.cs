using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>zones</c>: a name, and its title.</summary>
internal static class ZoneReader
{
    public static IReadOnlyList<ZoneDraft> Read(Field field, Faults faults) =>
        [.. field.Entries().Select(entry =>
        {
            var name = NameFields.NameOf("zone", entry.Key, faults);
            return new ZoneDraft(name, NameFields.Title(entry.Value, $"zone '{Quoting.Short(name)}'", faults));
        })];
}

/// <summary>A zone as written.</summary>
internal sealed record ZoneDraft(string Name, Title? Title);
