using System.Globalization;
using System.Net;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>Ingest's disk fills up while a backlog comes: a small tmpfs in a mount namespace of its own.</summary>
[Trait("Fault", "23")]
public sealed class FullIngestDiskTests
{
    private const int DiskMiB = 48;
    private const int FillerMiB = 44;

    [Fact]
    public async Task Nothing_is_acknowledged_on_a_full_disk_and_all_of_it_is_stored_once_there_is_room()
    {
        await using var arena = new RunningArena();
        await arena.StartBrokerAsync();
        await using var ingest = StartOnSmallDisk(arena);
        await ReadyOrSkipAsync(ingest);
        arena.LaunchEdge(historyDays: 0.5);

        await ingest.LineAsync("The store can't be written");
        using (var answer = await arena.Http.GetAsync("readyz"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        // Into the namespace by the way that proc(5) shows.
        File.Delete($"/proc/{ingest.Id.ToString(CultureInfo.InvariantCulture)}/root{arena.IngestData}/filler");
        await ingest.LineAsync("The store can be written again");

        (await Account.CloseAsync(arena)).Holds(atLeast: 100_000);
        Assert.Equal(0, await ingest.TerminateAsync());
    }

    private static ChildProcess StartOnSmallDisk(RunningArena arena)
    {
        Directory.CreateDirectory(arena.IngestData);
        var script = string.Create(
            CultureInfo.InvariantCulture,
            $"mount -t tmpfs -o size={DiskMiB}m tmpfs \"$0\" && head -c {FillerMiB}M /dev/zero > \"$0/filler\" && exec dotnet \"$@\"");
        string[] user = Environment.UserName == "root" ? [] : ["--user", "--map-root-user"];
        return ChildProcess.Start(
            "/usr/bin/unshare",
            [.. user, "--mount", "/bin/sh", "-c", script, arena.IngestData, ChildProcess.ArenaProgram("ingest/Arena.Ingest", "arena-ingest"), .. arena.IngestArguments()]);
    }

    private static async Task ReadyOrSkipAsync(ChildProcess ingest)
    {
        try
        {
            await ingest.LineAsync("arena-ingest ready");
        }
        catch (InvalidOperationException) when (ingest.Output.Contains("unshare", StringComparison.Ordinal) || ingest.Output.Contains("mount:", StringComparison.Ordinal))
        {
            Assert.Skip($"this machine allows no mount namespace: {ingest.Output}");
        }
    }
}
