using System.Net;
using System.Net.Sockets;
using Arena.Mqtt.Links;
using MQTTnet.Channel;

namespace Arena.Mqtt.MqttNet;

/// <summary>
/// The way to the broker that MQTTnet is given: TCP and TLS as the core driver opens them, so that certificates are read and refusals are worded alike.
/// MQTTnet reads a packet in three or more pieces; <see cref="ReadAheadStream"/> makes one read of many packets.
/// </summary>
internal sealed class BrokerWay(Socket socket, Stream stream, TimeProvider time) : IMqttClientStreamProvider, IAsyncDisposable
{
    // A broker that doesn't close gets this long.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ReadAheadStream _ahead = new(stream);

    /// <exception cref="IOException">As <see cref="BrokerStream.OpenAsync"/> says, and its other exceptions.</exception>
    public static async Task<BrokerWay> OpenAsync(MqttLinkOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var (socket, stream) = await BrokerStream.OpenAsync(options, cancellationToken);
        return new BrokerWay(socket, stream, time);
    }

    Task<Stream> IMqttClientStreamProvider.ConnectAsync(EndPoint brokerEndPoint, CancellationToken cancellationToken) => Task.FromResult<Stream>(_ahead);

    /// <summary>
    /// Lets the broker close first, for a moment: closing a socket with unread bytes resets it, and the goodbye that was just sent might be lost.
    /// </summary>
    public async Task HearOutAsync()
    {
        using var grace = new CancellationTokenSource(Grace, time);
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            var unread = new byte[4096];
            while (await socket.ReceiveAsync(unread, grace.Token) > 0)
            {
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The broker is gone, or takes too long: the socket is closed without it.
            return;
        }
    }

    public ValueTask DisposeAsync() => _ahead.DisposeAsync();
}
