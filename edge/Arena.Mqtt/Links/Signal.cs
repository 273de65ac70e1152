using System.Threading.Tasks.Sources;

namespace Arena.Mqtt.Links;

/// <summary>
/// Wakes one waiter; a set before the wait is remembered, once. Waiting allocates nothing, which <see cref="SemaphoreSlim"/> can't say.
/// </summary>
internal sealed class Signal : IValueTaskSource
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellation;
    private bool _set;
    private bool _waiting;

    /// <summary>Wakes the waiter, or the next one.</summary>
    public void Set()
    {
        lock (_gate)
        {
            _set = !_waiting;
            if (!_waiting) return;
            _waiting = false;
        }

        _core.SetResult(true);
    }

    /// <exception cref="InvalidOperationException">Somebody waits already.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        short version;
        lock (_gate)
        {
            if (_waiting) throw new InvalidOperationException("Only one may wait at a time: deliveries are taken by one consumer.");
            if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
            if (_set)
            {
                _set = false;
                return ValueTask.CompletedTask;
            }

            _core.Reset();
            _cancellation = cancellationToken;
            _waiting = true;
            version = _core.Version;
        }

        _registration = cancellationToken.UnsafeRegister(static signal => ((Signal)signal!).Cancel(), this);
        return new ValueTask(this, version);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _registration.Dispose();
        _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        lock (_gate)
        {
            if (!_waiting) return;
            _waiting = false;
        }

        _core.SetException(new OperationCanceledException(_cancellation));
    }
}
