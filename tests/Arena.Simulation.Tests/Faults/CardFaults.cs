using Arena.Simulation.Tests.Edge;

namespace Arena.Simulation.Tests.Faults;

/// <summary>What happens to the card of a node.</summary>
internal static class CardFaults
{
    /// <summary>Lets it happen; false when it is none of them.</summary>
    public static bool Happen(Simulation run, SimEdge edge, Fault fault)
    {
        var world = run.World;
        switch (fault)
        {
            case Fault.CardRolledBack:
                var image = edge.Disk.Image();
                var imaged = world.Now;
                world.After(world.Between(5, 90), () => RollBack(run, edge, image, imaged));
                return true;
            case Fault.CardCloned:
                if (run.Edges.Count >= 4) return true;
                run.Account.MayBeForked = run.Account.MayBeDestroyed = true;
                run.Clone(edge);
                return true;
            case Fault.CardDamaged:
                run.Account.MayBeDestroyed = true;
                edge.Kill(powerCut: true);
                edge.Disk.FlipBits(world.Random, 1 + world.Random.Next(6));
                world.After(world.Between(1, 10), edge.On);
                return true;
            default:
                return false;
        }
    }

    private static void RollBack(Simulation run, SimEdge edge, string image, TimeSpan imaged)
    {
        if (run.Healed) return;
        run.World.Tell(edge.Name, "! rolled back", text: $"to {imaged.TotalSeconds:0.0} s");
        run.Account.MayBeForked = run.Account.MayBeDestroyed = true;
        edge.Kill(powerCut: true);
        run.Account.Destroy(edge.Name, imaged);
        edge.Disk.Restore(image);
        run.World.After(run.World.Between(1, 10), edge.On);
    }
}
