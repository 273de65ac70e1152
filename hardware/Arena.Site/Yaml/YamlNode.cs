namespace Arena.Site.Yaml;

/// <summary>Where something stands in the file, both numbers from 1.</summary>
internal readonly record struct Mark(int Line, int Column);

/// <summary>A piece of the file and where it starts.</summary>
internal abstract record YamlNode(Mark At)
{
    /// <summary>What it is, for a message: "a list".</summary>
    public abstract string Shape { get; }
}

/// <summary>Text, number or time: what it means is the reader's business. <paramref name="Plain"/> is false in quotes.</summary>
internal sealed record TextNode(Mark At, string Value, bool Plain) : YamlNode(At)
{
    public override string Shape => IsEmpty ? "empty" : $"'{Quoting.Short(Value)}'";

    public bool IsEmpty => Plain && Value is "" or "~" or "null";
}

/// <summary>A list.</summary>
internal sealed record ListNode(Mark At, IReadOnlyList<YamlNode> Items) : YamlNode(At)
{
    public override string Shape => "a list";
}

/// <summary>Keys and values in the file's order; a key written twice is already reported, and only its first value kept.</summary>
internal sealed record MapNode(Mark At, IReadOnlyList<YamlEntry> Entries) : YamlNode(At)
{
    public override string Shape => "a group of keys";
}

/// <summary>Something already reported, of which no more is said.</summary>
internal sealed record SpoiltNode(Mark At) : YamlNode(At)
{
    public override string Shape => "unreadable";
}

/// <summary>A key and its value.</summary>
internal sealed record YamlEntry(TextNode Key, YamlNode Value);
