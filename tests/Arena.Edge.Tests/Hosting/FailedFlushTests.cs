using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Outbox;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

/// <summary>A commit whose flush fails, in a real worker.</summary>
public sealed class FailedFlushTests : IDisposable
{
    private const string Node = "node-switchroom";

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    [Trait("Fault", "6")]
    public async Task A_worker_whose_flush_fails_ends_claims_nothing_and_the_next_one_goes_on_without_a_hole()
    {
        using var disk = await FailingDisk.TryMakeAsync();
        Assert.SkipWhen(disk is null, "there is no C compiler here to make an fsync that fails");

        OutboxStatus seen;
        await using (var edge = EdgeProcess.RunWith(disk.Environment, _data.Path, "--node", Node, "--history", "2", "--mqtt", "127.0.0.1:1"))
        {
            seen = await edge.SealedAsync(_data.Of(Node), 10);
            disk.Fail();
            var (exitCode, errors) = await edge.EndAsync();
            Assert.Equal(1, exitCode);
            Assert.Contains($"{Node} has failed", errors, StringComparison.Ordinal);
            Assert.Contains("I/O error", errors, StringComparison.Ordinal);
        }

        // What was seen had been flushed. Of what came after, as much is there as the disk kept; all of it whole.
        var file = Path.Combine(_data.Of(Node), OutboxFile.Name);
        var kept = OutboxFolder.BatchesIn(file);
        Assert.True(kept.Count >= seen.Sealed, $"{kept.Count} batches of {seen.Sealed} are left");

        await using (var edge = EdgeProcess.Run(_data.Path, "--node", Node, "--history", "2", "--mqtt", "127.0.0.1:1"))
        {
            await edge.SealedAsync(_data.Of(Node), kept.Count + 5);
            Assert.Equal(0, await edge.TerminateAsync());
        }

        var after = OutboxFolder.BatchesIn(file);
        Assert.Equal(Enumerable.Range(1, after.Count).Select(n => (long)n), after.Select(batch => batch.Sequence));
        Assert.Equal(kept.Select(batch => Convert.ToHexString(batch.Payload)), after.Take(kept.Count).Select(batch => Convert.ToHexString(batch.Payload)));
        foreach (var series in OutboxReading.Samples(_data.Of(Node)).GroupBy(sample => sample.Series.ToString()))
        {
            var times = series.Select(sample => sample.Time.Microseconds).ToList();
            Assert.Equal(times.Distinct().Order(), times);
        }
    }
}
