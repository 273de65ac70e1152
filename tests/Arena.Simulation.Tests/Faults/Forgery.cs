using Arena.Mqtt;
using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.World;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Faults;

/// <summary>Acknowledgements that no ledger ever made, as someone with ingest's rights at the broker could publish them.</summary>
internal static class Forgery
{
    /// <summary>One for a node, of a kind that the seed draws; null while the node is off.</summary>
    public static MqttPublish? For(SimWorld world, SimEdge edge)
    {
        if (edge.Outbox is not { } outbox) return null;
        var log = outbox.Log;
        var generation = Math.Max(1, log.Confirmed().Generation);
        var entry = world.Random.Next(3) switch
        {
            0 => new EpochAcknowledgement(log.Epoch, UpTo(log.Highest + 1 + world.Random.Next(1_000)), AnyChain(world)),
            1 => new EpochAcknowledgement(AnyEpoch(world), UpTo(log.Highest + world.Random.Next(1_000)), AnyChain(world)),
            _ => new EpochAcknowledgement(log.Epoch, UpTo(log.Highest), AnyChain(world)),
        };
        return new MqttPublish(
            new Topic(Venue.Site, edge.Node, TopicKind.Ack).ToString(), new Acknowledgement(generation, [entry]).ToJson(), QoS.AtLeastOnce,
            Retain: world.Chance(0.5), ContentType: Acknowledgement.ContentType);
    }

    private static SequenceSet UpTo(long low)
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(low);
        return terminal;
    }

    private static BatchChain AnyChain(SimWorld world)
    {
        var bytes = new byte[BatchChain.Bytes];
        world.Random.NextBytes(bytes);
        return BatchChain.From(bytes);
    }

    private static Epoch AnyEpoch(SimWorld world) =>
        Epoch.TryParse(AnyChain(world).ToString(), out var epoch) ? epoch : throw new InvalidOperationException("a chain is written like an epoch");
}
