using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests.Faults;

/// <summary>Draws the faults of a run: a few kinds only, each several times, so that every run is a hard case of something and not a mean of everything.</summary>
internal sealed class FaultPlan(Simulation run)
{
    private static readonly Fault[] Kinds = Enum.GetValues<Fault>();

    private readonly SimWorld _world = run.World;

    /// <summary>Puts the faults on the run's calendar.</summary>
    /// <param name="length">Within this time.</param>
    /// <param name="kinds">From these; null for all.</param>
    public void Schedule(TimeSpan length, Fault[]? kinds = null)
    {
        var from = kinds ?? Kinds;
        var few = Enumerable.Range(0, 1 + _world.Random.Next(4)).Select(_ => from[_world.Random.Next(from.Length)]).ToArray();
        var count = 2 + _world.Random.Next(8);
        for (var i = 0; i < count; i++)
        {
            var fault = few[_world.Random.Next(few.Length)];
            _world.At(_world.Between(2, length.TotalSeconds), () => Happen(fault));
        }
    }

    /// <summary>Lets a fault happen now; those that last end by themselves or with <see cref="Simulation.Heal"/>.</summary>
    public void Happen(Fault fault)
    {
        if (run.Healed) return;
        _world.Tell("faults", "! " + fault);
        var edge = run.Edges[_world.Random.Next(run.Edges.Count)];
        switch (fault)
        {
            case Fault.EdgeKilled:
                edge.Kill(powerCut: false);
                _world.After(_world.Between(0.1, 15), edge.On);
                break;
            case Fault.EdgePowerCut:
                edge.Kill(powerCut: true);
                _world.After(_world.Between(1, 30), edge.On);
                break;
            case Fault.EdgeDiesInWrite:
                edge.CrashInWrite(Point());
                _world.After(_world.Between(5, 20), edge.On);
                break;
            case Fault.EdgeOff:
                edge.Kill(powerCut: false);
                _world.After(_world.Between(60, 200), edge.On);
                break;
            default:
                if (!NetworkFaults.Happen(run, edge, fault) && !CardFaults.Happen(run, edge, fault)) IngestFaults.Happen(run, fault);
                break;
        }
    }

    private CrashPoint Point() => _world.Chance(0.5) ? CrashPoint.BeforeCommit : CrashPoint.AfterCommit;
}
