using Arena.Simulation.Tests.Edge;

namespace Arena.Simulation.Tests.Faults;

/// <summary>What happens to the ingest service and its database.</summary>
internal static class IngestFaults
{
    public static void Happen(Simulation run, Fault fault)
    {
        var (world, ingest) = (run.World, run.Ingest);
        switch (fault)
        {
            case Fault.IngestKilled:
                ingest.Kill();
                world.After(world.Between(0.1, 30), ingest.On);
                break;
            case Fault.IngestDiesInCommit:
                ingest.CrashInCommit(world.Chance(0.5) ? CrashPoint.BeforeCommit : CrashPoint.AfterCommit);
                world.After(world.Between(5, 30), ingest.On);
                break;
            case Fault.DatabaseAway:
                ingest.SetAway(true);
                world.After(world.Between(1, 120), () => ingest.SetAway(false));
                break;
            case Fault.DatabaseSlow:
                ingest.SetSlow(world.Between(0.05, 4));
                world.After(world.Between(5, 60), () => ingest.SetSlow(TimeSpan.Zero));
                break;
            case Fault.IngestErased:
                run.Account.LoseStore();
                ingest.Kill();
                ingest.Erase();
                world.After(world.Between(0.5, 20), ingest.On);
                break;
            case Fault.IngestRestored:
                var backup = ingest.Backup();
                world.After(world.Between(5, 90), () => Restore(run, backup));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "nobody lets this fault happen");
        }
    }

    private static void Restore(Simulation run, string backup)
    {
        if (run.Healed) return;
        run.World.Tell("ingest", "! restored from a backup");
        run.Account.LoseStore();
        run.Account.LedgerRolledBack = true;
        run.Ingest.Kill();
        run.Ingest.Restore(backup);
        run.World.After(run.World.Between(0.5, 20), run.Ingest.On);
    }
}
