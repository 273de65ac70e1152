using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
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

    private sealed class FailingStorage : IOutboxStorage
    {
        public int Writes { get; private set; }

        public OutboxContent Opened { get; } = new(Epoch.New(), 0, new SequenceSet(), new AcknowledgedState(), [], 0);

        public void Append(SealedBatch batch, int samples, UnixTime sealedAt, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged)
        {
            Writes++;
            throw new OutboxBrokenException("fsync failed");
        }

        public void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget) => Writes++;

        public ReadOnlyMemory<byte>? Payload(long sequence) => null;

        public IReadOnlyList<KeptBatch> Kept(long after, int limit) => [];

        public void Dispose()
        {
        }
    }
}
