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
        Assert.False(Directory.Exists(folder.Child(".arena/compose/https")));
    }

    [Fact]
    public async Task With_a_certificate_compose_reads_the_file_for_HTTPS_too_and_a_renewed_one_takes_its_place()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Child(".env"), "ARENA_BOARD_NAMES=board.example");
        foreach (var (file, from) in new[] { ("first", new BoardCertificate(folder.Child("first"))), ("second", new BoardCertificate(folder.Child("second"))) })
        {
            // By names as seen from the caller's folder.
            await MakeAsync(folder.Path, folder.Path, "--https", $"{file}.pem", $"{file}.key");
            Assert.Equal(await File.ReadAllTextAsync(from.Certificate), await File.ReadAllTextAsync(folder.Child(".arena/compose/https/board.pem")));
            Assert.Equal(await File.ReadAllTextAsync(from.Key), await File.ReadAllTextAsync(folder.Child(".arena/compose/https/board.key")));
        }

        Assert.Equal("ARENA_BOARD_NAMES=board.example\nCOMPOSE_FILE=docker-compose.yml:ingest/compose/https.yml\n", await File.ReadAllTextAsync(folder.Child(".env")));
        if (Environment.UserName == "root")
            Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(folder.Child(".arena/compose/https/board.key")));
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_said_in_one_line_before_anything_is_made()
    {
        using var folder = new TempFolder();
        var (one, other) = (new BoardCertificate(folder.Child("one")), new BoardCertificate(folder.Child("other")));

        await using var env = ChildProcess.Start(Path.Combine(Repository.Root, "arena"), ["env", "--to", folder.Child("to"), "--https", one.Certificate, other.Key], Repository.Root);

        Assert.Equal(2, await env.ExitCodeAsync());
        Assert.Equal($"arena: --https: {other.Key} is not the key of {one.Certificate}: name the two files that belong together.", env.Output);
        Assert.False(Directory.Exists(folder.Child("to")));
    }

    private static async Task MakeAsync(string folder, string? from = null, params string[] more)
    {
        await using var env = ChildProcess.Start(Path.Combine(Repository.Root, "arena"), ["env", "--to", folder, .. more], from ?? Repository.Root);
        Assert.True(await env.ExitCodeAsync() == 0, env.Output);
    }

    [GeneratedRegex(@"\$\{(ARENA_[A-Z_]+):\?")]
    private static partial Regex Asked();

    [GeneratedRegex(@"file: \./(\.arena/compose/[^ }]+)")]
    private static partial Regex ComposeFiles();
}
