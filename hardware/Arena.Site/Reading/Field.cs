using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>
/// One value, and what it is called in messages. Each way to read it gives null after reporting why, so that reading goes
/// on and finds what else is wrong; a value that isn't there gives null in silence, as its absence was reported before.
/// </summary>
internal readonly record struct Field(string Key, YamlNode? Value, string Owner, Faults Faults)
{
    /// <summary>Null when there is none, and when what stands there is reported already.</summary>
    public YamlNode? Value { get; } = Value is SpoiltNode ? null : Value;

    public Mark At => Value?.At ?? default;

    /// <summary>The text as it stands, not empty.</summary>
    public string? Text()
    {
        switch (Value)
        {
            case null:
                return null;
            case TextNode { IsEmpty: false } text:
                return text.Value;
            default:
                Refuse($"is {Value.Shape}");
                return null;
        }
    }

    /// <summary>One of <paramref name="words"/>.</summary>
    public string? OneOf(IReadOnlyCollection<string> words)
    {
        var word = Text();
        if (word is null || words.Contains(word))
            return word;
        Refuse($"is '{Quoting.Short(word)}', which is not known", Spelling.Advice(word, words, $"Write one of {string.Join(", ", words)}."));
        return null;
    }

    /// <summary>The name of something written elsewhere in the manifest.</summary>
    public string? NameOf(string kind, IReadOnlySet<string> names)
    {
        var name = Text();
        if (name is null || names.Contains(name))
            return name;
        var otherwise = names.Count == 0 ? $"Add the {kind} under '{kind}s'." : $"Add it under '{kind}s', or write one of those there.";
        Refuse($"is '{Quoting.Short(name)}', and there is no such {kind}", Spelling.Advice(name, names, otherwise));
        return null;
    }

    /// <summary>Yes or no.</summary>
    public bool? Flag()
    {
        switch (Text())
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                Refuse($"is {Value!.Shape}", "Write true or false.");
                return null;
        }
    }

    public void Refuse(string what, string? fix = null) => Faults.Add(At, $"'{Key}' of {Owner} {what}", fix ?? $"Write it like '{Examples.Of(Key)}'.");
}
