using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Outbox;
using Arena.Edge.Tests.Site;
using Arena.Edge.Tests.Uplink;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

/// <summary>A real worker whose outbox turns out to be an old copy while it runs.</summary>
public sealed class RenewalTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>, IDisposable
{
    private const string Node = "node-roof";

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Fault", "17")]
    public async Task It_goes_on_in_a_new_epoch_without_an_operator_and_a_second_forgery_changes_nothing()
    {
        await using var ingest = await TestIngest.StartAsync(broker, new Topic(Venue.Reading.Manifest!.Site, Node, TopicKind.Data));
        await using var edge = EdgeProcess.Run(_data.Path, "--node", Node, "--history", "0.01", "--mqtt", $"127.0.0.1:{broker.Port}");
        await edge.ReadyAsync();
        var first = (await ingest.TakeAsync(1))[0].Epoch;

        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, first, low: 1_000_000));
        var renewed = await NextOfAnotherEpochAsync(ingest, first);
        Assert.Single(Directory.GetFiles(_data.Of(Node), "outbox-forked-*.db"));

        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, renewed[0].Epoch, low: 1_000_000));
        var gaps = renewed.SelectMany(batch => OutboxFolder.Read(batch.Payload).Gaps).ToList();
        while (!gaps.Exists(gap => gap.Closes)) gaps.AddRange(OutboxFolder.Read((await ingest.TakeAsync(1))[0].Payload).Gaps);
        Assert.Equal((GapCause.OutboxForked, first), gaps.Find(gap => gap.Closes) is { } closing ? (closing.Cause, closing.Batches!.Epoch) : default);

        // The next batch it measures is of the same epoch still.
        var highest = renewed.Max(batch => batch.Sequence);
        ReceivedBatch live;
        do live = (await ingest.TakeAsync(1))[0];
        while (live.Sequence <= highest);
        Assert.Equal(renewed[0].Epoch, live.Epoch);
        Assert.Equal(0, await edge.TerminateAsync());
        Assert.Contains("ALARM", (await edge.EndAsync()).Errors, StringComparison.Ordinal);
    }

    private static async Task<List<ReceivedBatch>> NextOfAnotherEpochAsync(TestIngest ingest, Epoch epoch)
    {
        while (true)
        {
            var batch = (await ingest.TakeAsync(1))[0];
            if (batch.Epoch != epoch) return [batch];
        }
    }
}
