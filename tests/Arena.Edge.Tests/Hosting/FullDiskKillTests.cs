using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Outbox.Room;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

[Trait("Fault", "5")]
[Trait("Fault", "1")]
public sealed class FullDiskKillTests : IDisposable
{
    private const string Node = "node-switchroom";

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Killed_while_it_makes_room_a_worker_leaves_an_outbox_in_which_every_number_is_kept_or_declared()
    {
        var file = Path.Combine(_data.Of(Node), OutboxFile.Name);
        long produced = 0, sealedSoFar = 0;
        foreach (var more in (int[])[150, 61, 97, 133])
        {
            await using (var edge = EdgeProcess.Run(_data.Path, "--node", Node, "--history", "30", "--mqtt", "127.0.0.1:1", "--outbox-mb", "1", "--min-free-mb", "0"))
            {
                await edge.SealedAsync(_data.Of(Node), sealedSoFar + more);
                await edge.KillAsync();
            }

            var account = RoomAccount.OfFile(file);
            account.AssertAddsUp(sealedSamples: null);
            Assert.InRange(account.Samples + account.Missing, produced + 1, long.MaxValue);
            (produced, sealedSoFar) = (account.Samples + account.Missing, account.Highest);
        }

        Assert.NotEmpty(RoomAccount.OfFile(file).Kinds);
    }
}
