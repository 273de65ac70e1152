using Arena.Simulation.Tests.Broker;
using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.Faults;
using Arena.Simulation.Tests.Ingest;
using Arena.Simulation.Tests.Truth;
using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests;

/// <summary>One run: some nodes, a broker and ingest, faults by the seed, an end of the faults, and the account.</summary>
/// <remarks>
/// <code>
///   measure under faults ─ heal: everything is started and reachable ─ measure a little more ─ drain, within a bound ─ judge the invariants
/// </code>
/// </remarks>
internal sealed class Simulation : IDisposable
{
    /// <summary>Client identifier of ingest at the broker.</summary>
    public const string IngestClient = "arena-ingest-" + Venue.Site;

    private readonly RunFolder _folder = new();
    private readonly RunPlan _plan;

    public Simulation(int seed, RunPlan plan)
    {
        _plan = plan;
        World = new SimWorld(seed);
        Account = new Account(World);
        Broker = new SimBroker(World);
        Ingest = new SimIngest(World, Broker, Account, _folder, plan.Ingest);
        Guest = new SimGuest(World, Broker);
        var count = 1 + World.Random.Next(2);
        Edges = [.. Enumerable.Range(0, count).Select(node => new SimEdge(World, Broker, Account, new EdgeDisk(_folder, $"edge-{node}"), node, plan.Edge))];
    }

    public SimWorld World { get; }

    public Account Account { get; }

    public SimBroker Broker { get; }

    public SimIngest Ingest { get; }

    public List<SimEdge> Edges { get; }

    /// <summary>A stock client that publishes as well.</summary>
    public SimGuest Guest { get; }

    /// <summary>No more faults.</summary>
    public bool Healed { get; private set; }

    /// <summary>Runs from beginning to end.</summary>
    public RunResult Run()
    {
        try
        {
            Play();
        }
        catch (Exception error)
        {
            Account.Breach(Invariant.KeepsRunning, error.ToString());
        }

        return new RunResult(World.Seed, Account.Breaches, World.Log, World.Now, Account.Sealed.Count, Account.SealedSamples);
    }

    private void Play()
    {
        var length = World.Between(_plan.Shortest.TotalSeconds, _plan.Longest.TotalSeconds);
        Ingest.On();
        foreach (var edge in Edges) World.After(World.Between(0, 3), edge.On);
        World.After(TimeSpan.FromSeconds(4), Guest.On);
        new FaultPlan(this).Schedule(length, _plan.Faults);
        World.RunUntil(length, () => Account.Breaches.Count > 0);

        Heal();
        if (_plan.Reconnects) World.After(TimeSpan.FromSeconds(5), Reconnect);
        World.RunUntil(World.Now + _plan.MeasureOn, () => Account.Breaches.Count > 0);
        Account.LiveFrom = TimeSpan.MaxValue;
        Guest.Measuring = false;
        foreach (var edge in Edges) edge.Measuring = false;

        // The last samples are sealed by age before "nothing waits" means anything.
        World.RunUntil(World.Now + TimeSpan.FromSeconds(10), () => Account.Breaches.Count > 0);
        var drained = World.RunUntil(World.Now + _plan.DrainBound, () => Account.Breaches.Count > 0 || (Edges.All(edge => edge.Drained) && Broker.Idle));
        if (!drained)
            Account.Breach(Invariant.Drains, string.Join(", ", Edges.Select(edge => $"{edge.Name} still has {edge.Waiting} batches{(edge.Drained ? "" : ", or a gap to declare")}")));
        new Judgement(this).Judge();
    }

    /// <summary>The faults end: everything is switched on and reachable again, by itself.</summary>
    public void Heal()
    {
        World.Tell("faults", "! end");
        Healed = true;
        if (_plan.LiveBound is { } live) (Account.LiveFrom, Account.LiveBound) = (World.Now + _plan.LiveAfter, live);
        Broker.Nature.Heal();
        if (!Broker.Up) Broker.Restart();
        Ingest.SetAway(false);
        Ingest.SetSlow(_plan.SlowAfter);
        Ingest.CrashInCommit(CrashPoint.None);
        Ingest.On();
        Ingest.Link!.Unreachable = false;
        foreach (var edge in Edges)
        {
            edge.CrashInWrite(CrashPoint.None);
            edge.On();
            edge.SetFull(false);
            edge.Link!.Unreachable = false;
        }
    }

    private void Reconnect()
    {
        foreach (var connection in Edges.Select(edge => edge.Link?.Connection).OfType<SimConnection>()) Broker.Drop(connection);
    }

    /// <summary>A second node runs from a copy of a card.</summary>
    public void Clone(SimEdge edge)
    {
        var clone = edge.Twin(edge.Disk.Clone($"{edge.Name}-twin{Edges.Count}"));
        Edges.Add(clone);
        clone.On();
    }

    public void Dispose()
    {
        Edges.ForEach(edge => edge.Dispose());
        Ingest.Dispose();
        _folder.Dispose();
    }
}
