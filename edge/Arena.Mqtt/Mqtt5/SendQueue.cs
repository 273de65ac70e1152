using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>
/// What the writer of a connection has to write besides PUBACKs. Bounded by its users: publishes by their places in flight, one ping, one UNSUBSCRIBE, one goodbye.
/// </summary>
internal sealed class SendQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingPublish> _publishes = new();
    private bool _ping;
    private string? _unsubscribe;
    private bool _closed;

    /// <summary>Set when there is something new to write.</summary>
    public Signal Work { get; } = new();

    /// <summary>Queues a publish that has its place; false once closed.</summary>
    public bool Add(PendingPublish publish)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _publishes.Enqueue(publish);
        }

        Work.Set();
        return true;
    }

    public void Ping()
    {
        lock (_gate) _ping = true;
        Work.Set();
    }

    /// <summary>Queues an UNSUBSCRIBE; false once closed.</summary>
    public bool Unsubscribe(string filter)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _unsubscribe = filter;
        }

        Work.Set();
        return true;
    }

    /// <summary>Nothing but PUBACKs and the goodbye is written from now on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _publishes.Clear();
            _unsubscribe = null;
        }

        Work.Set();
    }

    /// <summary>Whether the writer is to say goodbye.</summary>
    public bool Closed
    {
        get
        {
            lock (_gate) return _closed;
        }
    }

    public bool TakePing()
    {
        lock (_gate)
        {
            var ping = _ping;
            _ping = false;
            return ping;
        }
    }

    public string? TakeUnsubscribe()
    {
        lock (_gate)
        {
            var filter = _unsubscribe;
            _unsubscribe = null;
            return filter;
        }
    }

    public bool TryTake(out PendingPublish? publish)
    {
        lock (_gate) return _publishes.TryDequeue(out publish);
    }
}
