using System.Net;
using System.Net.Sockets;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>A TCP relay in front of a broker that a test can cut (sockets reset) or freeze (open, but nothing passes).</summary>
internal sealed class TcpGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _relays = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = new();

    public TcpGate(int brokerPort)
    {
        _listener.Start();
        _open.SetResult();
        _accepting = AcceptAsync(brokerPort);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing passes any more, in either direction, until <see cref="Thaw"/>; sockets stay open.</summary>
    public void Freeze() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => _open.TrySetResult();

    /// <summary>Resets every connection; new ones may come.</summary>
    public void Cut()
    {
        lock (_sockets)
        {
            foreach (var socket in _sockets) socket.Close(0);
            _sockets.Clear();
        }

        Thaw();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        await Task.WhenAll(_relays);
        _stop.Dispose();
    }

    private async Task AcceptAsync(int brokerPort)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                var broker = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                lock (_sockets) _sockets.AddRange([client, broker]);
                _relays.Add(RelayBothAsync(client, broker, brokerPort));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task RelayBothAsync(Socket client, Socket broker, int brokerPort)
    {
        try
        {
            await broker.ConnectAsync(IPAddress.Loopback, brokerPort, _stop.Token);
            await Task.WhenAny(RelayAsync(client, broker), RelayAsync(broker, client));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        client.Close();
        broker.Close();
    }

    private async Task RelayAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
            {
                await _open.Task.WaitAsync(_stop.Token);
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
