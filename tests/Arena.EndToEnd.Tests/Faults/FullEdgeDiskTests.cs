using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A node measures for two days without ingest, on a disk that holds less than one.</summary>
[Trait("Fault", "5")]
public sealed class FullEdgeDiskTests(ITestOutputHelper output)
{
    private const string Node = "node-switchroom";

    [Fact]
    public async Task A_node_that_thinned_what_its_disk_could_not_hold_accounts_for_every_sample_once_ingest_is_there()
    {
        await using var arena = new RunningArena { Node = Node };
        await arena.StartBrokerAsync();
        await arena.StartEdgeAsync(historyDays: 2, "--outbox-mb", "6");
        Assert.Equal(0, await arena.Edge!.TerminateAsync());

        await arena.StartIngestAsync();
        await arena.HandOverAsync();
        var account = await arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/completeness?node={Node}&from={TimeProvider.System.GetUtcNow().AddDays(-3):yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var counts = account.GetProperty("counts");
        long Count(string name) => counts.GetProperty(name).GetInt64();
        output.WriteLine(counts.GetRawText());

        // How many were measured nobody wrote down: it is known by the pace of the sensors.
        Assert.Equal(0, Count("missing_batches"));
        Assert.True(Count("thinned") > Count("expected") / 4, "much of it was thinned");
        Assert.InRange(Count("stored") + Count("thinned") + Count("lost"), Count("expected") * 97 / 100, Count("expected") * 101 / 100);
        Assert.Contains(account.GetProperty("gaps").EnumerateArray(), gap => gap.GetProperty("cause").GetString() == "thinned" && gap.GetProperty("certain").GetBoolean());
        Assert.All(account.GetProperty("epochs").EnumerateArray(), epoch => Assert.Equal(epoch.GetProperty("highest").GetInt64(), epoch.GetProperty("low").GetInt64()));
    }
}
