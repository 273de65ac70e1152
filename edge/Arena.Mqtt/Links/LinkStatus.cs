namespace Arena.Mqtt.Links;

/// <summary>The status of a link, and those who wait for it to change.</summary>
internal sealed class LinkStatus
{
    private readonly Lock _gate = new();
    private MqttLinkStatus _now = new(Online: false, Connection: 0, SessionPresent: false, Reason: "not connected yet");
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    public MqttLinkStatus Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    public void Set(MqttLinkStatus status)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (status == _now || _closed) return;
            _now = status;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>The last status: the link was disposed. Who knows it already and waits for another waits in vain and is told so.</summary>
    public void Close()
    {
        Set(Now with { Online = false, Reason = "the link was disposed" });
        lock (_gate) _closed = true;
        _changed.TrySetResult();
    }

    /// <exception cref="ObjectDisposedException">It can't change any more.</exception>
    public async ValueTask<MqttLinkStatus> WaitAsync(MqttLinkStatus known, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_now != known) return _now;
                ObjectDisposedException.ThrowIf(_closed, typeof(IMqttLink));
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }
}
