using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Arena.Edge.Loops;

/// <summary>
/// One thread that carries on with what was awaited on it, and fires its own timers: all that is due at one moment is one wake-up, and between two it
/// sleeps.
/// </summary>
/// <remarks>
/// <code>
///   Post ──────────────► ready ─► the thread, one after the other
///   Time's timers, due ────┘        └ nothing ready: sleeps until a timer may wait no longer
/// </code>
/// It is no lock: one piece of work that keeps the thread is left behind by <see cref="StandIn"/>, and goes on beside the others.
/// </remarks>
internal sealed class WorkLoop : SynchronizationContext, IDisposable
{
    /// <summary>One piece of work may keep the thread so long before another thread takes over the rest: more than the longest honest call, a stuck bus' second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How often a loop looks after another at least. In truth with each of its own wake-ups, which are more.</summary>
    public static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Queue<LoopWork> _ready = new();
    private readonly LoopTimers _timers;
    private readonly string _name;
    private readonly WorkLoop? _watched;
    private Thread _thread;
    private long _busySince;
    private bool _ended;

    /// <param name="name">The thread's, as the system shows it.</param>
    /// <param name="watched">Another loop to look after; null for none.</param>
    public WorkLoop(string name, WorkLoop? watched = null)
    {
        (_name, _watched) = (name, watched);
        _timers = new LoopTimers(_gate, Wake);
        Time = new LoopTime(_timers);
        Begin();
    }

    /// <summary>The system's clock, with timers that fire on the loop.</summary>
    public TimeProvider Time { get; }

    /// <summary>How often it woke from sleep.</summary>
    public long Wakeups { get; private set; }

    /// <summary>Runs work on the loop, and all it awaits.</summary>
    public Task RunAsync(Func<Task> work)
    {
        var started = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => started.SetResult(StartAsync(work)), null);
        return started.Task.Unwrap();
    }

    /// <summary>Does it on the loop, after what is ready already. After the loop's end on any thread.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _ready.Enqueue(new LoopWork(d, state));
                if (Thread.CurrentThread != _thread) Monitor.Pulse(_gate);
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static work => work.Do(), new LoopWork(d, state), preferLocal: false);
    }

    /// <summary>Nobody waits for a loop.</summary>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("A loop is not waited for: post to it.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>
    /// Gives the loop another thread where one piece of work has kept its own for longer than <see cref="Patience"/>. True when it did. That work
    /// ends on the old thread, whenever it does.
    /// </summary>
    public bool StandIn()
    {
        lock (_gate)
        {
            if (_ended || _busySince == 0 || Stopwatch.GetElapsedTime(_busySince) < Patience) return false;
            _busySince = 0;
            Begin();
            return true;
        }
    }

    /// <summary>Ends once nothing is ready; timers fire no more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _timers.End();
            Monitor.PulseAll(_gate);
        }
    }

    private static async Task StartAsync(Func<Task> work) => await work();

    [MemberNotNull(nameof(_thread))]
    private void Begin()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = _name };
        _thread.UnsafeStart();
    }

    private void Work()
    {
        SetSynchronizationContext(this);
        while (Next() is { } work) work.Do();
    }

    private LoopWork? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                // Another stands in for a thread that was kept too long.
                if (_thread != Thread.CurrentThread) return null;
                _timers.TakeDue(_ready);
                if (_ready.TryDequeue(out var work))
                {
                    _busySince = Stopwatch.GetTimestamp();
                    return work;
                }

                _busySince = 0;
                if (_ended) return null;
                Sleep();
            }
        }
    }

    private void Sleep()
    {
        _watched?.StandIn();
        var longest = _watched is null ? Timeout.InfiniteTimeSpan : WatchEvery;
        if (_timers.UntilNext() is { } next && (longest == Timeout.InfiniteTimeSpan || next < longest)) longest = next;
        Monitor.Wait(_gate, longest);
        Wakeups++;
    }

    // A timer that comes before all others, set by another thread.
    private void Wake()
    {
        if (Thread.CurrentThread != _thread) Monitor.Pulse(_gate);
    }
}

/// <summary>A piece of work that is ready.</summary>
internal readonly record struct LoopWork(SendOrPostCallback Callback, object? State)
{
    public void Do() => Callback(State);
}
