using Arena.Simulation.Tests.Edge;

namespace Arena.Simulation.Tests.Faults;

/// <summary>What brokers and networks do.</summary>
internal static class NetworkFaults
{
    /// <summary>Lets it happen; false when it is none of them.</summary>
    public static bool Happen(Simulation run, SimEdge edge, Fault fault)
    {
        var (world, broker) = (run.World, run.Broker);
        var nature = broker.Nature;
        var link = world.Chance(0.4) ? run.Ingest.Link : edge.Link;
        switch (fault)
        {
            case Fault.HalfOpen:
                link?.HalfOpen();
                return true;
            case Fault.Unreachable:
                if (link is null) return true;
                link.Unreachable = true;
                link.HalfOpen();
                world.After(world.Between(5, 120), () => link.Unreachable = false);
                return true;
            case Fault.ConnectionsEnd:
                foreach (var connection in broker.Connections.Where(_ => world.Chance(0.6)).ToList()) broker.Drop(connection);
                return true;
            case Fault.BrokerKilled:
                broker.Kill();
                world.After(world.Between(0.2, world.Chance(0.3) ? 90 : 5), broker.Restart);
                return true;
            case Fault.QueueLimit:
                nature.QueueLimit = 1 + world.Random.Next(3);
                nature.InFlightLimit = 1 + world.Random.Next(4);
                return true;
            case Fault.QueueLost:
                broker.LoseQueue(Simulation.IngestClient);
                return true;
            case Fault.SessionLost:
                // Killed for a while, and the broker loses its session: what is published meanwhile is confirmed and reaches nobody.
                run.Ingest.Kill();
                world.After(TimeSpan.FromSeconds(0.5), () => broker.LoseSession(Simulation.IngestClient));
                world.After(world.Between(5, 60), run.Ingest.On);
                return true;
            case Fault.Duplicates:
                nature.Duplicates = world.Random.NextDouble() * 0.5;
                return true;
            case Fault.Losses:
                nature.Losses = world.Random.NextDouble() * 0.4;
                return true;
            case Fault.Delays:
                nature.Delays = world.Random.NextDouble() * 0.5;
                return true;
            case Fault.SlowNetwork:
                nature.LongestWay = world.Between(0.2, 5);
                return true;
            case Fault.OldAcknowledgement:
                for (var i = 0; i < 5; i++) world.After(world.Between(0, 10), () => Again(run));
                return true;
            case Fault.ForgedAcknowledgement:
                if (Forgery.For(world, edge) is not { } forged) return true;
                run.Account.MayBeForked = run.Account.MayBeDestroyed = true;
                broker.Route(forged);
                return true;
            case Fault.EdgeOffline:
                if (edge.Link is not { } away) return true;
                away.Unreachable = true;
                away.HalfOpen();
                return true;
            default:
                return false;
        }
    }

    private static void Again(Simulation run)
    {
        var passed = run.Broker.PassedAcknowledgements;
        if (passed.Count > 0 && run.Broker.Up) run.Broker.Route(passed[run.World.Random.Next(passed.Count)]);
    }
}
