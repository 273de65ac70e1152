namespace Arena.Simulation.Tests.World;

/// <summary>
/// Virtual time and one thread: everything that happens in a run happens in <see cref="Step"/>, in an order that follows from the seed alone.
/// </summary>
/// <remarks>
/// <code>
///   work that is ready (continuations of all processes) ─ one of them, drawn by the seed ─► runs to its next await
///   nothing ready ─► the clock jumps to the next event (a timer, a packet's arrival, a fault)
/// </code>
/// The product's own async loops run here unchanged: they capture their process as synchronisation context and take its clock.
/// </remarks>
internal sealed class SimWorld(int seed)
{
    private readonly PriorityQueue<SimEvent, (long At, long Order)> _events = new();
    private readonly List<SimWork> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;

    /// <summary>The seed of everything.</summary>
    public int Seed { get; } = seed;

    /// <summary>Draws what happens. One stream for the whole run, so each draw depends on all before it.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>What happened.</summary>
    public EventLog Log { get; } = new();

    /// <summary>Time since the run began.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Wall time at the beginning of a run: a match day.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Calls <paramref name="action"/> after a time.</summary>
    public SimEvent After(TimeSpan wait, Action action) => At(Now + wait, action);

    /// <summary>Calls <paramref name="action"/> at a time, which may not lie in the past.</summary>
    public SimEvent At(TimeSpan time, Action action)
    {
        CheckThread();
        var due = new SimEvent(action);
        _events.Enqueue(due, (Math.Max(time.Ticks, Now.Ticks), ++_order));
        return due;
    }

    /// <summary>A span drawn evenly between two.</summary>
    public TimeSpan Between(double leastSeconds, double mostSeconds) =>
        TimeSpan.FromMicroseconds(1e6 * (leastSeconds + ((mostSeconds - leastSeconds) * Random.NextDouble())));

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>Writes an event down.</summary>
    public void Tell(string who, string what, long a = 0, long b = 0, string? text = null) => Log.Add(new LoggedEvent(Now, who, what, a, b, text));

    /// <summary>Runs until a moment, or until <paramref name="enough"/> says so (asked whenever the clock is about to move).</summary>
    public bool RunUntil(TimeSpan until, Func<bool>? enough = null)
    {
        while (true)
        {
            if (_ready.Count > 0)
            {
                Step();
                continue;
            }

            if (enough?.Invoke() == true) return true;
            if (!_events.TryPeek(out var next, out var key) || key.At > until.Ticks)
            {
                Now = until > Now ? until : Now;
                return false;
            }

            _events.Dequeue();
            if (next.Cancelled) continue;
            Now = TimeSpan.FromTicks(Math.Max(Now.Ticks, key.At));
            SynchronizationContext.SetSynchronizationContext(null);
            next.Fire();
        }
    }

    internal void Ready(SimWork work)
    {
        CheckThread();
        _ready.Add(work);
    }

    // Any of the ready ones may be next, as on a pool of threads; mostly the oldest, so that runs stay readable.
    private void Step()
    {
        var index = _ready.Count > 1 && Random.Next(4) == 0 ? Random.Next(_ready.Count) : 0;
        var work = _ready[index];
        _ready.RemoveAt(index);
        if (!work.Process.Alive) return;
        SynchronizationContext.SetSynchronizationContext(work.Process);
        try
        {
            work.Callback(work.State);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("something of this run went to another thread: the run would not be the same again");
    }
}

/// <summary>A continuation that can go on.</summary>
internal readonly record struct SimWork(SimProcess Process, SendOrPostCallback Callback, object? State);

/// <summary>Something that happens at a time, unless it is cancelled before.</summary>
internal sealed class SimEvent(Action action)
{
    public bool Cancelled { get; private set; }

    public void Cancel() => Cancelled = true;

    public void Fire() => action();
}
