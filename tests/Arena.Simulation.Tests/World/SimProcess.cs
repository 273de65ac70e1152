namespace Arena.Simulation.Tests.World;

/// <summary>
/// One run of a program: the synchronisation context its loops go on in and the clock they look at. A killed one never runs another line: its
/// continuations and timers vanish, as with kill −9.
/// </summary>
internal sealed class SimProcess : SynchronizationContext
{
    private readonly SimWorld _world;

    public SimProcess(SimWorld world, string name)
    {
        (_world, Name) = (world, name);
        Clock = new ProcessClock(this);
    }

    /// <summary>Who it is, for the event log.</summary>
    public string Name { get; }

    /// <summary>It has not been killed.</summary>
    public bool Alive { get; private set; } = true;

    /// <summary>The clock of its parts.</summary>
    public ProcessClock Clock { get; }

    public SimWorld World => _world;

    /// <summary>Ends it between two steps.</summary>
    public void Kill() => Alive = false;

    /// <summary>Ends it in the middle of a step: the rest of the step unwinds, and nothing it still does has an effect.</summary>
    public ProcessKilledException KillHere()
    {
        Alive = false;
        return new ProcessKilledException();
    }

    /// <summary>Starts a loop. What it throws is given to <paramref name="failed"/>, unless the process was killed.</summary>
    public void Start(Func<Task> loop, Action<Exception> failed) => Post(_ => _ = ObserveAsync(loop, failed), null);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Alive) _world.Ready(new SimWork(this, d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nothing here waits for another thread");

    public override SynchronizationContext CreateCopy() => this;

    private async Task ObserveAsync(Func<Task> loop, Action<Exception> failed)
    {
        try
        {
            await loop();
        }
        catch (ProcessKilledException)
        {
            // What a killed process throws reaches nobody.
        }
        catch (Exception error)
        {
            if (Alive) failed(error);
        }
    }
}

/// <summary>Unwinds a step in which its process was killed.</summary>
internal sealed class ProcessKilledException : Exception
{
    public ProcessKilledException()
        : base("killed in the middle of a step")
    {
    }

    public ProcessKilledException(string message)
        : base(message)
    {
    }

    public ProcessKilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
