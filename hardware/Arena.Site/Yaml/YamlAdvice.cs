using YamlDotNet.Core;

namespace Arena.Site.Yaml;

/// <summary>What a technician should look at when a file is not YAML at all: the parser's own words name its states, not the mistake.</summary>
internal static class YamlAdvice
{
    public static string For(string text, YamlException error)
    {
        var line = LineOf(text, (int)error.Start.Line);
        if (line.Contains('\t', StringComparison.Ordinal))
            return "Replace the tab in this line by spaces.";
        if (line.AsSpan().Count('"') % 2 == 1 || line.AsSpan().Count('\'') % 2 == 1)
            return "Close the quotes in this line.";
        if (line.AsSpan().Count('{') != line.AsSpan().Count('}') || line.AsSpan().Count('[') != line.AsSpan().Count(']'))
            return "Close every { with } and every [ with ] in this line.";
        return "Look at this line and the one before: brackets and quotes closed, a space after every ':' and ',', indented like its neighbours. The rest is checked once this can be read.";
    }

    private static string LineOf(string text, int number)
    {
        using var reader = new StringReader(text);
        for (var line = 1; reader.ReadLine() is { } current; line++)
        {
            if (line == number)
                return current;
        }

        return "";
    }
}
