using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>Ingest's data folder is put back as it was some time ago, while the nodes have gone on and believe what they were told meanwhile.</summary>
[Trait("Fault", "24")]
public sealed class RestoreTests
{
    [Fact]
    public async Task Restored_from_an_older_copy_ingest_says_so_and_gets_everything_again()
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "ack");
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.05);
        await arena.DrainedAsync();
        await arena.StopIngestAsync();
        var copy = arena.Child("backup");
        Copy(arena.IngestData, copy);
        await arena.StartIngestAsync();
        var confirmed = messages.Confirmed;
        await messages.UntilAsync(seen => seen.Confirmed > confirmed + 40, "40 batches confirmed since the copy");

        await arena.StopIngestAsync();
        Directory.Delete(arena.IngestData, recursive: true);
        Copy(copy, arena.IngestData);
        await arena.StartIngestAsync();

        await arena.Ingest!.LineAsync("was restored from an older backup");
        (await Account.CloseAsync(arena)).Holds(atLeast: 10_000);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
