using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>The keys of one thing in the manifest. Opening it reports keys that don't belong there.</summary>
internal sealed class Fields
{
    private readonly Faults _faults;
    private readonly MapNode _map;

    private Fields(MapNode map, string owner, Faults faults) => (_map, Owner, _faults) = (map, owner, faults);

    /// <summary>What they belong to, as messages name it: "point 'incomer'".</summary>
    public string Owner { get; }

    public Mark At => _map.At;

    /// <summary>Null, with a fault, when <paramref name="node"/> isn't a group of keys.</summary>
    public static Fields? Open(YamlNode node, string owner, Faults faults, params string[] keys)
    {
        if (node is SpoiltNode)
            return null;
        if (node is not MapNode map)
        {
            faults.Add(node.At, $"{owner} is {node.Shape}, not a group of keys", $"Write its keys: {{ {Examples.Of(keys[0])}, … }}.");
            return null;
        }

        foreach (var entry in map.Entries.Where(entry => !keys.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            var key = entry.Key.Value;
            faults.Add(
                entry.Key.At,
                $"{owner} has no key '{Quoting.Short(key)}'",
                Spelling.Advice(key, keys, $"Remove it. Its keys are {string.Join(", ", keys)}."));
        }

        return new Fields(map, owner, faults);
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>A key that may be left out.</summary>
    public Field Optional(string key) => new(key, Find(key), Owner, _faults);

    /// <summary>A key that must stand there; a fault when it doesn't. <paramref name="example"/> replaces the usual one where that would mislead.</summary>
    public Field Required(string key, string? example = null)
    {
        example ??= Examples.Of(key);
        var value = Find(key);
        if (value is null)
        {
            var near = Spelling.Nearest(key, _map.Entries.Select(entry => entry.Key.Value));
            _faults.Add(
                _map.At,
                $"{Owner} has no '{key}'",
                near is null ? $"Add '{example}'." : $"Rename '{Quoting.Short(near)}' if that is it, or add '{example}'.");
        }
        else if (value is TextNode { IsEmpty: true })
        {
            _faults.Add(value.At, $"'{key}' of {Owner} has no value", $"Write '{example}'.");
            value = null;
        }

        return new Field(key, value, Owner, _faults);
    }

    private YamlNode? Find(string key) => _map.Entries.FirstOrDefault(entry => entry.Key.Value == key)?.Value;
}
