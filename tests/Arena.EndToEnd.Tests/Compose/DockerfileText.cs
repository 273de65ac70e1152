using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>A Dockerfile's instructions in order, continuation lines joined, comments left out.</summary>
internal sealed partial class DockerfileText
{
    private DockerfileText(string text)
    {
        var joined = Continued().Replace(string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#'))), " ");
        Instructions =
        [
            .. joined.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
                .Select(parts => (parts[0], parts[1])),
        ];
    }

    public IReadOnlyList<(string Keyword, string Arguments)> Instructions { get; }

    /// <summary>What FROM takes, without the stage's name and platform.</summary>
    public IEnumerable<string> Bases => Of("FROM").Select(rest => rest.Split(' ').First(word => !word.StartsWith("--", StringComparison.Ordinal)));

    /// <summary>Names of its stages.</summary>
    public IEnumerable<string> Stages => Of("FROM").Where(rest => rest.Contains(" AS ", StringComparison.Ordinal)).Select(rest => rest[(rest.IndexOf(" AS ", StringComparison.Ordinal) + 4)..]);

    /// <summary>What COPY takes from the repository.</summary>
    public IEnumerable<string> Sources =>
        Of("COPY").Where(rest => !rest.StartsWith("--from", StringComparison.Ordinal)).SelectMany(rest => rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]);

    /// <summary>Stages that COPY takes from.</summary>
    public IEnumerable<string> CopiedStages => Of("COPY").Where(rest => rest.StartsWith("--from=", StringComparison.Ordinal)).Select(rest => rest["--from=".Length..].Split(' ')[0]);

    /// <summary>The instructions of the image itself: those of the last stage.</summary>
    public IEnumerable<(string Keyword, string Arguments)> Last =>
        Instructions.Skip(Instructions.ToList().FindLastIndex(instruction => instruction.Keyword == "FROM"));

    public string? Healthcheck => Last.FirstOrDefault(instruction => instruction.Keyword == "HEALTHCHECK").Arguments;

    public static DockerfileText Read(string path) => new(File.ReadAllText(Path.Combine(Repository.Root, path)));

    public IEnumerable<string> Of(string keyword) => Instructions.Where(instruction => instruction.Keyword == keyword).Select(instruction => instruction.Arguments);

    [GeneratedRegex(@"\\\n\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Continued();
}
