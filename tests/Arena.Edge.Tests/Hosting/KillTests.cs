using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Outbox;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

public sealed class KillTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Killed_while_it_seals_a_worker_has_lost_no_sealed_batch_and_goes_on_with_the_next_number()
    {
        const string Node = "node-switchroom";
        var file = Path.Combine(_data.Of(Node), OutboxFile.Name);
        List<(long Sequence, string Payload)> before = [];
        foreach (var more in (int[])[3, 40, 90])
        {
            OutboxStatus seen;
            await using (var edge = EdgeProcess.Run(_data.Path, "--node", Node, "--history", "3", "--mqtt", "127.0.0.1:1"))
            {
                seen = await edge.SealedAsync(_data.Of(Node), before.Count + more);
                await edge.KillAsync();
            }

            // What was seen in the file was committed; everything is dense, hashes right (BatchesIn checks), and bytes unchanged.
            var after = OutboxFolder.BatchesIn(file).Select(batch => (batch.Sequence, Convert.ToHexString(batch.Payload))).ToList();
            Assert.InRange(after.Count, seen.Sealed, long.MaxValue);
            Assert.Equal(Enumerable.Range(1, after.Count).Select(n => (long)n), after.Select(batch => batch.Sequence));
            Assert.Equal(before, after.Take(before.Count));
            before = after;
        }

        foreach (var series in OutboxReading.Samples(_data.Of(Node)).GroupBy(sample => sample.Series.ToString()))
        {
            var times = series.Select(sample => sample.Time.Microseconds).ToList();
            Assert.Equal(times.Distinct().Order(), times);
        }
    }

    [Fact]
    public async Task Two_workers_do_not_share_an_outbox()
    {
        await using var first = EdgeProcess.Run(_data.Path, "--node", "node-roof", "--mqtt", "127.0.0.1:1");
        await first.ReadyAsync();
        await using var second = EdgeProcess.Run(_data.Path, "--node", "node-roof", "--mqtt", "127.0.0.1:1");
        var (exitCode, errors) = await second.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("node-roof", errors, StringComparison.Ordinal);
        Assert.Contains("another worker", errors, StringComparison.Ordinal);
    }
}
