using Arena.Mqtt.Links;
using MQTTnet.Packets;

namespace Arena.Mqtt.MqttNet;

/// <summary>Writes the PUBACKs that wait, in the order of their acknowledgement: a packet of its own each, because MQTTnet writes one packet at a time.</summary>
internal sealed class PubackWriter(ReceiveWindow window, DeliveryBuffer deliveries, Func<MqttPacket, Task> send) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ushort[] _taken = new ushort[256];

    /// <summary>Set when there is something to write.</summary>
    public Signal Work { get; } = new();

    /// <summary>Writes all that wait. What is sent after this has returned comes behind them.</summary>
    public async Task WriteAsync()
    {
        await _gate.WaitAsync();
        try
        {
            while (window.TakeAcknowledged(_taken) is var count and > 0)
            {
                for (var i = 0; i < count; i++) await send(new MqttPubAckPacket { PacketIdentifier = _taken[i] });
                deliveries.Room.Set();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
