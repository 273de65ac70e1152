using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

public sealed class BrokenStorageTests
{
    [Fact]
    public async Task A_failed_flush_ends_the_sealer_claims_nothing_and_is_not_tried_again()
    {
        var storage = new FailingStorage();
        using var outbox = new NodeOutbox(storage, new OutboxOptions { MaxSamples = 10 }, new ManualTime(), NullLogger.Instance);
        SealingTests.Fill(outbox, 10);

        var run = Task.Run(() => outbox.Sealer.RunAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<OutboxBrokenException>(() => run.WithinAsync("the sealer's end"));
        Assert.Equal((0, 0), (outbox.Log.Highest, outbox.WaitingBatches));
        Assert.Null(outbox.RegisterOf(new SeriesName("incomer", Quantities.ActivePower)));

        Assert.Throws<OutboxBrokenException>(() => outbox.Log.Seal(Some.Batch(), []));
        Assert.Equal(1, storage.Writes);
    }
}
