using Arena.Edge.Outbox;
using Arena.Edge.Tests.Outbox.Room;
using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

public sealed class AbsenceTests : IDisposable
{
    private const string Node = "node-roof";

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(10, true)]
    [InlineData(1, false)]
    public async Task The_time_in_which_the_worker_did_not_run_is_declared(int minutes, bool isDeclared)
    {
        var newest = UnixTime.From(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(minutes)).TruncatedToMilliseconds();
        using (var outbox = NodeOutbox.Open(_data.Of(Node), new OutboxOptions(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance))
        {
            var sample = new Sample(new SeriesName(Node, Quantities.Uptime), newest, 1);
            outbox.Log.Seal([sample], [new SeriesState(sample.Series, newest, null)]);
        }

        var started = UnixTime.From(TimeProvider.System.GetUtcNow());
        await using (var edge = EdgeProcess.Run(_data.Path, "--node", Node, "--mqtt", "127.0.0.1:1"))
        {
            await edge.ReadyAsync();
            await edge.SealedAsync(_data.Of(Node), 2);
            Assert.Equal(0, await edge.TerminateAsync());
        }

        var gaps = RoomAccount.OfFile(Path.Combine(_data.Of(Node), Arena.Edge.Outbox.Sqlite.OutboxFile.Name)).Gaps;
        Assert.Equal(isDeclared ? 1 : 0, gaps.Count);
        if (!isDeclared) return;
        Assert.Equal((GapCause.NodeOff, newest), (gaps[0].Cause, gaps[0].From));
        Assert.InRange(gaps[0].To.Microseconds, started.Microseconds - 1_000_000, UnixTime.From(TimeProvider.System.GetUtcNow()).Microseconds);
    }
}
