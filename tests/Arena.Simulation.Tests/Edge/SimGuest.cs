using System.Buffers;
using Arena.Mqtt;
using Arena.Simulation.Tests.Broker;
using Arena.Simulation.Tests.World;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Senml;

namespace Arena.Simulation.Tests.Edge;

/// <summary>
/// A publisher of its own make, without outbox, epoch and seq: it sends until the broker confirms, and then forgets. It has no more than that, so
/// its samples are safe exactly while no broker loses anything.
/// </summary>
internal sealed class SimGuest(SimWorld world, SimBroker broker)
{
    private const int Node = Venue.MostNodes - 1;

    private readonly string _topic = new Topic(Venue.Site, Venue.NodeName(Node), TopicKind.Data).ToString();

    /// <summary>Samples the broker confirmed.</summary>
    public List<Sample> Confirmed { get; } = [];

    /// <summary>Samples it sent; one that nobody confirmed may be stored all the same.</summary>
    public List<Sample> Sent { get; } = [];

    /// <summary>It publishes.</summary>
    public bool Measuring { get; set; } = true;

    public void On()
    {
        var process = new SimProcess(world, "guest");
        var link = new SimLink(process, broker, new MqttLinkOptions { Host = "broker", ClientId = "guest" });
        link.Start();
        process.Start(() => PublishAsync(link, process), error => throw new InvalidOperationException("the guest ended", error));
    }

    private async Task PublishAsync(SimLink link, SimProcess process)
    {
        for (var value = 1.0; ; value++)
        {
            await Task.Delay(world.Between(2, 6), process.Clock, CancellationToken.None);
            if (!Measuring) continue;
            var sample = new Sample(Venue.Power(Node), UnixTime.From(SimWorld.Start + world.Now), value);
            var pack = new ArrayBufferWriter<byte>();
            SenmlWriter.Write(pack, [sample]);
            Sent.Add(sample);
            var message = new MqttPublish(_topic, pack.WrittenMemory, QoS.AtLeastOnce, ContentType: SealedBatch.ContentType);
            while (await link.PublishAsync(message, CancellationToken.None) != PublishOutcome.Confirmed)
                await Task.Delay(world.Between(0.5, 1), process.Clock, CancellationToken.None);
            Confirmed.Add(sample);
        }
    }
}
