using System.Runtime.ExceptionServices;

namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>A bus' own thread: a transfer that never comes back from the kernel takes this one along and no other.</summary>
internal sealed class BusThread(string name)
{
    private readonly object _gate = new();
    private Action? _work;
    private ExceptionDispatchInfo? _fault;
    private bool _started;
    private bool _ended;

    /// <summary>Runs work on the thread and waits for it. One caller at a time.</summary>
    /// <returns>False if it, or one that was given up before, is still not back after the limit.</returns>
    /// <exception cref="HardwareFault">What the work threw.</exception>
    public bool TryRun(Action work, TimeSpan limit)
    {
        lock (_gate)
        {
            if (_ended || _work is not null) return false;
            Start();
            (_work, _fault) = (work, null);
            Monitor.PulseAll(_gate);
            while (ReferenceEquals(_work, work))
            {
                if (!Monitor.Wait(_gate, limit)) return false;
            }

            _fault?.Throw();
            return true;
        }
    }

    /// <summary>Ends the thread, once it is back.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Start()
    {
        if (_started) return;
        _started = true;
        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            ExceptionDispatchInfo? fault = null;
            try
            {
                work();
            }
            catch (HardwareFault failed)
            {
                fault = ExceptionDispatchInfo.Capture(failed);
            }

            lock (_gate)
            {
                (_work, _fault) = (null, fault);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_work is null && !_ended) Monitor.Wait(_gate);
            return _ended ? null : _work;
        }
    }
}
