namespace Arena.Mqtt.Links;

/// <summary>
/// Deliveries that wait to be taken, in the order they came. Bounded: QoS 1 by the receive maximum, QoS 0 by <see cref="MostQoS0"/>, both by
/// payload bytes. Without room the connection stops reading its socket, so nothing is dropped here.
/// </summary>
internal sealed class DeliveryBuffer(ushort receiveMaximum, long maxBytes)
{
    /// <summary>A QoS 0 delivery has room while fewer than this wait.</summary>
    public const int MostQoS0 = 1024;

    private readonly Lock _gate = new();
    private readonly Signal _available = new();

    // What a lost session left behind may still wait when a new one sends its own.
    private readonly int _most = MostQoS0 + (2 * (receiveMaximum + ReceiveWindow.Spare));
    // Its length is a power of two, so that a place in it is a mask away.
    private MqttDelivery[] _ring = new MqttDelivery[64];
    private int _head;
    private int _count;
    private long _bytes;
    private bool _closed;

    /// <summary>Set whenever something was taken, or a PUBACK was written.</summary>
    public Signal Room { get; } = new();

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    public bool HasRoom(QoS qos)
    {
        lock (_gate) return _bytes < maxBytes && _count < (qos == QoS.AtMostOnce ? MostQoS0 : _most);
    }

    /// <summary>Adds one that <see cref="HasRoom"/> was asked for; <see cref="Announce"/> wakes the consumer, once for many.</summary>
    public void Add(in MqttDelivery delivery)
    {
        lock (_gate)
        {
            if (_closed)
            {
                Free(delivery);
                return;
            }

            if (_count == _ring.Length) Grow();
            _ring[(_head + _count) & (_ring.Length - 1)] = delivery;
            _count++;
            _bytes += delivery.Payload.Length;
        }
    }

    public void Announce()
    {
        lock (_gate)
        {
            if (_count == 0) return;
        }

        _available.Set();
    }

    public int Take(Span<MqttDelivery> into)
    {
        int taken;
        lock (_gate)
        {
            taken = Math.Min(into.Length, _count);
            for (var i = 0; i < taken; i++) into[i] = TakeFirst();
        }

        if (taken > 0) Room.Set();
        return taken;
    }

    /// <summary>True once there is something to take, false once closed.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_closed) return false;
                if (_count > 0) return true;
            }

            await _available.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets QoS 1 deliveries nobody took: the broker, which still has the session, sends them again.</summary>
    public int DropUnacknowledged()
    {
        lock (_gate)
        {
            var dropped = 0;
            for (var left = _count; left > 0; left--)
            {
                var delivery = TakeFirst();
                if (delivery.QoS == QoS.AtLeastOnce)
                {
                    Free(delivery);
                    dropped++;
                    continue;
                }

                _ring[(_head + _count) & (_ring.Length - 1)] = delivery;
                _count++;
                _bytes += delivery.Payload.Length;
            }

            return dropped;
        }
    }

    /// <summary>Gives back all memory and ends every wait.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_count > 0) Free(TakeFirst());
        }

        _available.Set();
    }

    /// <summary>Gives a payload's memory back.</summary>
    public static void Free(in MqttDelivery delivery) => delivery.Settlement.Block?.Release(1);

    /// <summary>Gives the memory of many payloads back: neighbours mostly lie in one block.</summary>
    public static void Free(ReadOnlySpan<MqttDelivery> deliveries)
    {
        PayloadBlock? block = null;
        var holders = 0;
        foreach (ref readonly var delivery in deliveries)
        {
            if (!ReferenceEquals(delivery.Settlement.Block, block))
            {
                block?.Release(holders);
                (block, holders) = (delivery.Settlement.Block, 0);
            }

            holders++;
        }

        block?.Release(holders);
    }

    private MqttDelivery TakeFirst()
    {
        var delivery = _ring[_head];
        _ring[_head] = default;
        _head = (_head + 1) & (_ring.Length - 1);
        _count--;
        _bytes -= delivery.Payload.Length;
        return delivery;
    }

    private void Grow()
    {
        var larger = new MqttDelivery[_ring.Length * 2];
        for (var i = 0; i < _count; i++) larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        _ring = larger;
        _head = 0;
    }
}
