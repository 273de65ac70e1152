using Arena.Edge.Loops;

namespace Arena.Edge.Hosting;

/// <summary>A node's three threads: what waits for one thing doesn't keep the others. Between two wake-ups none of them costs anything.</summary>
internal sealed class NodeLoops : IDisposable
{
    public NodeLoops(string node)
    {
        Sampling = new WorkLoop($"sample {node}");
        Sealing = new WorkLoop($"seal {node}", watched: Sampling);
        Sending = new WorkLoop($"send {node}");
    }

    /// <summary>Reads sensors and looks at the clock; never waits for the disk. One that is kept by a driver is stood in for.</summary>
    public WorkLoop Sampling { get; }

    /// <summary>Waits for the disk.</summary>
    public WorkLoop Sealing { get; }

    /// <summary>The connection to the broker and what goes over it.</summary>
    public WorkLoop Sending { get; }

    public void Dispose()
    {
        Sampling.Dispose();
        Sealing.Dispose();
        Sending.Dispose();
    }
}
