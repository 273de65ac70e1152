using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.FrontDoor;

/// <summary><c>./arena env</c>: what docker-compose.yml asks for, and nothing that anybody else knows.</summary>
public sealed partial class EnvTests
{
    [Fact]
    public async Task It_makes_every_secret_that_compose_asks_for_and_keeps_them_the_second_time()
    {
        using var folder = new TempFolder();
        await MakeAsync(folder.Path);
        var file = folder.Child(".env");
        var first = await File.ReadAllTextAsync(file);
        var compose = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docker-compose.yml"));
        var asked = Asked().Matches(compose).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        var made = first.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToList();

        Assert.Equal(asked, made.Select(pair => pair[0]).Order(StringComparer.Ordinal));
        Assert.All(made, pair => Assert.True(pair[1].Length >= 32, pair[0]));
        Assert.Equal(made.Count, made.Select(pair => pair[1]).Distinct().Count());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.All(ComposeFiles().Matches(compose).Select(match => match.Groups[1].Value), path => Assert.True(File.Exists(folder.Child(path)), path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Child(".arena/compose")));

        var password = await File.ReadAllTextAsync(folder.Child(".arena/compose/secrets/ingest.mqtt"));
        await MakeAsync(folder.Path);
        Assert.Equal(first, await File.ReadAllTextAsync(file));
        Assert.Equal(password, await File.ReadAllTextAsync(folder.Child(".arena/compose/secrets/ingest.mqtt")));
    }

    private static async Task MakeAsync(string folder)
    {
        await using var env = ChildProcess.Start(Path.Combine(Repository.Root, "arena"), ["env", "--to", folder], Repository.Root);
        Assert.True(await env.ExitCodeAsync() == 0, env.Output);
    }

    [GeneratedRegex(@"\$\{(ARENA_[A-Z_]+):\?")]
    private static partial Regex Asked();

    [GeneratedRegex(@"file: \./(\.arena/compose/[^ }]+)")]
    private static partial Regex ComposeFiles();
}
