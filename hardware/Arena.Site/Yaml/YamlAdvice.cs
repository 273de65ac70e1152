namespace Arena.Site.Yaml;

/// <summary>What a technician should look at when a file is not YAML at all: the parser's own words name its states, not the mistake.</summary>
internal static class YamlAdvice
{
    /// <summary>The first tab among the blanks a line begins with. The parser often notices it lines later.</summary>
    public static Mark? FirstTab(string text)
    {
        foreach (var (index, line) in Lines(text).Index())
        {
            var blanks = line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length);
            if (blanks.IndexOf('\t') is >= 0 and var column && line.Trim() is { Length: > 0 } content && content[0] != '#')
                return new Mark(index + 1, column + 1);
        }

        return null;
    }

    public static string For(string text, int lineNumber)
    {
        var line = Lines(text).ElementAtOrDefault(lineNumber - 1).AsSpan();
        if (line.Count('"') % 2 == 1 || line.Count('\'') % 2 == 1)
            return "Close the quotes in this line.";
        if (line.Count('{') != line.Count('}') || line.Count('[') != line.Count(']'))
            return "Close every { with } and every [ with ] in this line.";
        return "Look at this line and the one before: brackets and quotes closed, a space after every ':' and ',', indented like its neighbours. The rest is checked once this can be read.";
    }

    private static string[] Lines(string text) => text.Split('\n');
}
