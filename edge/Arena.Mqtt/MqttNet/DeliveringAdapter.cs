using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Arena.Mqtt.MqttNet;

/// <summary>
/// Stands between MQTTnet's client and its socket. Messages are delivered from here, in the order they came and only when there is room; all other
/// packets go on to the client.
/// </summary>
/// <remarks>
/// The client itself would read on and keep what it read in a queue without a bound, and hand it out on another thread, after an UNSUBACK that came later.
/// </remarks>
internal sealed class DeliveringAdapter(IMqttChannelAdapter inner, MqttNetReceiver receiver, BrokerWay way) : IMqttChannelAdapter
{
    private bool _saidGoodbye;

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        if (_saidGoodbye) await way.HearOutAsync();
        await inner.DisconnectAsync(cancellationToken);
    }

    /// <summary>The next packet that is for the client; null once the connection is over.</summary>
    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var packet = await inner.ReceivePacketAsync(cancellationToken);
            if (packet is not MqttPublishPacket message)
            {
                receiver.Notice(packet);
                return packet!;
            }

            try
            {
                await receiver.DeliverAsync(message, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return null!;
            }
        }
    }

    public void ResetStatistics() => inner.ResetStatistics();

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        _saidGoodbye |= packet is MqttDisconnectPacket;
        return inner.SendPacketAsync(packet, cancellationToken);
    }

    public void Dispose() => inner.Dispose();
}
