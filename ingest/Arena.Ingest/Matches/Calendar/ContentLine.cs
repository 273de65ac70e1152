namespace Arena.Ingest.Matches.Calendar;

/// <summary>A line of iCalendar (RFC 5545, section 3.1), unfolded: <c>NAME;PARAM=value:value</c>.</summary>
/// <param name="Number">Of its first line in the file.</param>
/// <param name="Name">In capitals.</param>
/// <param name="Parameters">Names in capitals.</param>
/// <param name="Value">As it stands, escapes included.</param>
internal sealed record ContentLine(int Number, string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    /// <summary>All lines of a file; CR LF as the RFC has it, or LF alone. One that begins with a space or tab goes on the line before.</summary>
    /// <exception cref="CalendarFault">A line is none.</exception>
    public static IEnumerable<ContentLine> All(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        for (var at = 0; at < lines.Length;)
        {
            var (number, line) = (at + 1, lines[at++].TrimEnd('\r'));
            while (at < lines.Length && lines[at].Length > 0 && lines[at][0] is ' ' or '\t')
                line += lines[at++].TrimEnd('\r')[1..];
            if (line.Length > 0)
                yield return Read(number, line);
        }
    }

    /// <summary>The value as a text: <c>\n</c>, <c>\,</c>, <c>\;</c> and <c>\\</c> read (section 3.3.11).</summary>
    public string Text()
    {
        var text = new System.Text.StringBuilder(Value.Length);
        for (var at = 0; at < Value.Length; at++)
        {
            if (Value[at] != '\\' || at + 1 == Value.Length)
                text.Append(Value[at]);
            else
                text.Append(Value[++at] is 'n' or 'N' ? ' ' : Value[at]);
        }

        return text.ToString();
    }

    private static ContentLine Read(int number, string line)
    {
        // A colon within quotation marks is part of a parameter.
        var (quoted, end) = (false, -1);
        var starts = new List<int>();
        for (var at = 0; at < line.Length && end < 0; at++)
        {
            quoted ^= line[at] == '"';
            if (!quoted && line[at] == ';')
                starts.Add(at);
            if (!quoted && line[at] == ':')
                end = at;
        }

        if (end <= 0)
            throw new CalendarFault(number, $"\"{Shown(line)}\" is no line of a calendar.", "A line is NAME:value; one that goes on begins with a space (RFC 5545, section 3.1).");
        var name = line[..(starts.Count > 0 ? starts[0] : end)];
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (place, start) in starts.Index())
        {
            var parameter = line[(start + 1)..(place + 1 < starts.Count ? starts[place + 1] : end)];
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new CalendarFault(number, $"\"{Shown(parameter)}\" is no parameter.", "A parameter is NAME=value.");
            parameters[parameter[..equals].ToUpperInvariant()] = parameter[(equals + 1)..].Trim('"');
        }

        return new ContentLine(number, name.ToUpperInvariant(), parameters, line[(end + 1)..]);
    }

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text.AsSpan(0, 60)}…";
}
