using System.Text.Json;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.FrontDoor;

/// <summary>What Arena is measured against stays buildable, so that a bench years from now compares with the same.</summary>
[Trait("Category", "Check")]
public sealed class BenchPeerTests : IDisposable
{
    private static readonly string Peers = Path.Combine(Repository.Root, "tests", "Arena.Benchmarks", "Peers");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_null_consumer_compiles_without_a_warning()
    {
        if (!File.Exists("/usr/bin/gcc")) Assert.Skip("gcc is not installed; ./arena bench installs it");
        await using var gcc = ChildProcess.Start(
            "/usr/bin/gcc", ["-O2", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-o", _folder.Child("null_consumer"), Path.Combine(Peers, "null", "null_consumer.c")]);

        Assert.True(await gcc.ExitCodeAsync() == 0, gcc.Output);
    }

    [Fact]
    public async Task The_Node_peer_is_JavaScript_that_Node_reads()
    {
        await using var node = ChildProcess.Start("node", ["--check", Path.Combine(Peers, "node", "consumer.mjs")]);

        Assert.True(await node.ExitCodeAsync() == 0, node.Output);
    }

    [Fact]
    public void The_Node_peer_takes_exactly_the_packages_of_its_lock_file()
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Peers, "node", "package.json")));
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Peers, "node", "package-lock.json")));

        Assert.All(package.RootElement.GetProperty("dependencies").EnumerateObject(), wanted =>
            Assert.Equal(wanted.Value.GetString(), locked.RootElement.GetProperty("packages").GetProperty($"node_modules/{wanted.Name}").GetProperty("version").GetString()));
    }
}
