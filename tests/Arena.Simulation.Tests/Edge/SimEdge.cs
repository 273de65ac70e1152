using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Uplink;
using Arena.Mqtt;
using Arena.Simulation.Tests.Broker;
using Arena.Simulation.Tests.Truth;
using Arena.Simulation.Tests.World;
using Arena.Wire;
using Arena.Wire.Nodes;

namespace Arena.Simulation.Tests.Edge;

/// <summary>A node: its card, and the worker that runs from it, again and again. Outbox and uplink are the product's own.</summary>
internal sealed class SimEdge(SimWorld world, SimBroker broker, Account account, EdgeDisk disk, int node, EdgeTuning tuning) : IDisposable
{
    private static readonly MqttLinkOptions AnyBroker = new() { Host = "broker", ClientId = "set-by-the-uplink" };

    private NodeOutbox? _outbox;
    private WatchedStorage? _storage;
    private SimLink? _link;
    private double _value = (node * 1_000) + (10 * disk.Name.Length);

    public string Name => disk.Name;

    public string Node { get; } = Venue.NodeName(node);

    public EdgeDisk Disk => disk;

    /// <summary>The present run of the worker; null while it is off.</summary>
    public SimProcess? Process { get; private set; }

    public SimLink? Link => _link;

    /// <summary>Publishes it may have out at once: the window, what is set aside, and what it says of itself.</summary>
    public int MostUnsettled => tuning.Uplink.WindowBatches + tuning.Uplink.MaxAside + 2;

    public bool Running => Process is { Alive: true };

    /// <summary>It measures.</summary>
    public bool Measuring { get; set; } = true;

    /// <summary>Batches that wait for ingest; unknown while it is off.</summary>
    public long? Waiting => Running ? _outbox!.Log.Waiting : null;

    /// <summary>
    /// Nothing waits and no gap is yet to be declared, as the worker's own drain looks at it; false while it is off, and until ingest has spoken to it: what its card
    /// says may be of a ledger that is gone.
    /// </summary>
    public bool Drained => Running && _outbox!.Log is { Waiting: 0, HasUndeclared: false, HasHeard: true };

    public NodeOutbox? Outbox => Running ? _outbox : null;

    /// <summary>The same node again, from another card.</summary>
    public SimEdge Twin(EdgeDisk other) => new(world, broker, account, other, node, tuning);

    /// <summary>Switches it on.</summary>
    public void On()
    {
        if (Running) return;
        var process = Process = new SimProcess(world, Name);
        world.Tell(Name, "! on");
        Directory.CreateDirectory(disk.Folder);
        var file = OutboxFile.Open(disk.Folder, tuning.Outbox, process.Clock, Logger<OutboxOptions>(process));
        _storage = new WatchedStorage(tuning.AroundStorage(file), process, Node, account) { Died = Died };
        _storage.Count();
        _outbox = new NodeOutbox(_storage, tuning.Outbox, process.Clock, Logger<NodeOutbox>(process));
        var topic = new Topic(Venue.Site, Node, TopicKind.Data);
        _link = new SimLink(process, broker, NodeUplink.OptionsFor(topic, AnyBroker));
        var meta = new NodeMeta(Node, "1", "simulated", SimWorld.Start, _outbox.Log.Epoch.ToString(), []);
        var uplink = new NodeUplink(
            topic, meta, tuning.Around(_link, _outbox.Log), _outbox.Log, tuning.Uplink, process.Clock, Logger<NodeUplink>(process), world.Random.NextDouble);
        process.Start(() => _outbox.Sealer.RunAsync(CancellationToken.None), error => Failed("sealer", error));
        process.Start(() => uplink.RunAsync(CancellationToken.None), error => Failed("uplink", error));
        Measure(process);
    }

    /// <summary>Kill −9, or the plug.</summary>
    public void Kill(bool powerCut)
    {
        if (!Running) return;
        world.Tell(Name, powerCut ? "! power cut" : "! killed");
        Process!.Kill();
        Ended(powerCut);
    }

    /// <summary>The next write kills it.</summary>
    public void CrashInWrite(CrashPoint point)
    {
        if (Running) _storage!.CrashAt = point;
    }

    public void SetFull(bool full)
    {
        if (Running) _storage!.Full = full;
    }

    public void Dispose() => Kill(powerCut: false);

    private void Ended(bool powerCut)
    {
        _link!.Died(powerCut);
        var storage = _storage!;
        // Its file is closed as the kernel would: what was committed is there, and nobody else writes it.
        storage.Dispose();
    }

    // Whoever runs it starts it again.
    private void Died()
    {
        Ended(powerCut: false);
        world.After(world.Between(0.5, 5), On);
    }

    private void Failed(string part, Exception error)
    {
        account.Breach(Invariant.KeepsRunning, $"{Name}: {part} ended: {error}");
        Kill(powerCut: false);
    }

    private void Measure(SimProcess process) => world.After(world.Between(0.5, tuning.Pace.TotalSeconds * 2), () =>
    {
        if (!process.Alive) return;
        if (Measuring) Put();
        Measure(process);
    });

    // Whole seconds, so that two workers of one history do meet in an identity; values that differ, so that it shows.
    private void Put()
    {
        var time = UnixTime.FromMilliseconds(UnixTime.From(SimWorld.Start + world.Now).Milliseconds / 1000 * 1000);
        _value += 0.5 + world.Random.Next(20);
        _outbox!.Add(new Sample(Venue.Power(node), time, _value));
        if (world.Chance(0.3)) _outbox.AddRegister(new Sample(Venue.Energy(node), time, _value * 2));
    }

    private static SimLogger<T> Logger<T>(SimProcess process) => new(process);
}
