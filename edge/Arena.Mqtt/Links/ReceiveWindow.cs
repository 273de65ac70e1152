namespace Arena.Mqtt.Links;

/// <summary>
/// The QoS 1 deliveries of one connection that were not acknowledged (MQTT 5, section 4.9), and the acknowledgements that wait to be written.
/// </summary>
/// <remarks>
/// A broker in wide use overruns the receive maximum: Mosquitto before 2.0.13 lets each PUBACK release up to a whole maximum more, and sends all of
/// it again to a resumed session. So two limits stand here. Beyond the maximum and <see cref="Spare"/> the socket is not read
/// (<see cref="HasRoom"/>), which bounds memory whatever the broker does; and more than those versions can send is a protocol error.
/// </remarks>
/// <param name="maximum">The receive maximum we announced.</param>
/// <param name="resumed">The session is an old one.</param>
internal sealed class ReceiveWindow(ushort maximum, bool resumed)
{
    /// <summary>Deliveries that are read beyond the maximum, so that a PUBACK behind them still comes through.</summary>
    public const int Spare = 1024;

    private static readonly PacketFault Exceeded = new(ReasonCode.ReceiveMaximumExceeded, "more QoS 1 messages than the receive maximum");
    private static readonly PacketFault InUse = PacketFault.Protocol("a packet identifier that waits for its PUBACK already");

    private readonly Lock _gate = new();
    private readonly ulong[] _unsettled = new ulong[(ushort.MaxValue + 1) / 64];
    private readonly Queue<ushort> _acknowledged = new(maximum);
    private long _allowed = resumed ? long.MaxValue : maximum;
    private int _counted;

    /// <summary>Another delivery may be read.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate) return _counted < maximum + Spare;
        }
    }

    /// <summary>A delivery came; null when it may be passed on.</summary>
    public PacketFault? Open(ushort packetId)
    {
        lock (_gate)
        {
            if ((_unsettled[packetId >> 6] & (1UL << (packetId & 63))) != 0) return InUse;
            if (_allowed-- == 0) return Exceeded;
            _unsettled[packetId >> 6] |= 1UL << (packetId & 63);
            _counted++;
            return null;
        }
    }

    /// <summary>
    /// Queues the PUBACKs of those deliveries that came over this connection; false when there are none. An identifier that waits for none is passed over, as
    /// after a second acknowledgement of one delivery.
    /// </summary>
    public bool Acknowledge(ReadOnlySpan<MqttDelivery> deliveries, int connection)
    {
        var queued = false;
        lock (_gate)
        {
            foreach (ref readonly var delivery in deliveries)
            {
                var packetId = delivery.Settlement.PacketId;
                if (delivery.QoS != QoS.AtLeastOnce || delivery.Settlement.Connection != connection) continue;
                if ((_unsettled[packetId >> 6] & (1UL << (packetId & 63))) == 0) continue;
                _unsettled[packetId >> 6] &= ~(1UL << (packetId & 63));
                _acknowledged.Enqueue(packetId);
                queued = true;
            }
        }

        return queued;
    }

    /// <summary>
    /// Takes queued identifiers, in the order of their acknowledgement, to write their PUBACKs. They count until now, so the queue is as bounded as
    /// the deliveries are.
    /// </summary>
    public int TakeAcknowledged(Span<ushort> into)
    {
        lock (_gate)
        {
            var taken = Math.Min(into.Length, _acknowledged.Count);
            for (var i = 0; i < taken; i++) into[i] = _acknowledged.Dequeue();
            _counted -= taken;
            if (!resumed) _allowed += (long)taken * maximum;
            return taken;
        }
    }
}
