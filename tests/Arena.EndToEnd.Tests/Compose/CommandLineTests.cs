using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>What docker-compose.yml tells ingest and edge is what the built programs understand.</summary>
public sealed partial class CommandLineTests
{
    [Theory]
    [InlineData("ingest", "ingest/Arena.Ingest", "arena-ingest")]
    [InlineData("edge", "edge/Arena.Edge", "arena-edge")]
    public async Task Every_option_is_one_that_the_program_has(string service, string project, string assembly)
    {
        var command = ComposeFile.Ours.Service(service).Command;
        await using var help = ChildProcess.StartArena(project, assembly, command[0], "--help");
        Assert.Equal(0, await help.ExitCodeAsync());
        var known = Option().Matches(help.Output).Select(match => match.Value).ToHashSet();

        Assert.All(command.Skip(1), argument => Assert.Contains(argument.Split('=')[0], known));
    }

    [Fact]
    public async Task Every_variable_of_the_file_for_HTTPS_is_one_that_ingest_reads()
    {
        await using var help = ChildProcess.StartArena("ingest/Arena.Ingest", "arena-ingest", "run", "--help");
        Assert.Equal(0, await help.ExitCodeAsync());

        Assert.All(ComposeFile.Https.Service("ingest").Environment.Keys, name => Assert.Contains($"Also {name}.", help.Output, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?<=^ *(-[a-z], )?)--[a-z-]+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Option();
}
