using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>A TCP relay on loopback whose connections can be cut, or die without a word: open for both ends, and nothing passes any more.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<DateTimeOffset> _opened = Channel.CreateUnbounded<DateTimeOffset>();
    private readonly Lock _gate = new();
    private readonly List<Pair> _pairs = [];
    private readonly List<Task> _relays = [];
    private readonly Task _accepting;
    private volatile bool _down;

    public TcpRelay(int port)
    {
        _listener.Start();
        _accepting = AcceptAsync(port);
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Connections taken so far and not yet told by <see cref="NextConnectionAsync"/>.</summary>
    public int Untold => _opened.Reader.Count;

    /// <summary>When the next connection was made.</summary>
    public async Task<DateTimeOffset> NextConnectionAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        return await _opened.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Swallows from now on what comes over the connections there are; new ones are served.</summary>
    public void Swallow()
    {
        lock (_gate)
        {
            foreach (var pair in _pairs)
                pair.Swallowing = true;
        }
    }

    /// <summary>Cuts every connection, and each new one at once, until <see cref="Up"/>.</summary>
    public void Down()
    {
        lock (_gate)
        {
            _down = true;
            foreach (var pair in _pairs)
                pair.Cut();
        }
    }

    /// <summary>New connections are served again.</summary>
    public void Up() => _down = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_relays);
        _stop.Dispose();
    }

    private async Task AcceptAsync(int port)
    {
        try
        {
            while (true)
            {
                var pair = new Pair(await _listener.AcceptSocketAsync(_stop.Token), new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
                _opened.Writer.TryWrite(TimeProvider.System.GetUtcNow());
                lock (_gate)
                {
                    _pairs.Add(pair);
                    if (_down)
                        pair.Cut();
                }

                _relays.Add(RelayBothAsync(pair, port));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task RelayBothAsync(Pair pair, int port)
    {
        using (pair.Client)
        using (pair.Server)
        {
            try
            {
                await pair.Server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
                await Task.WhenAny(RelayAsync(pair, pair.Client, pair.Server), RelayAsync(pair, pair.Server, pair.Client));
                // An end that leaves a dead connection tells the other nothing.
                if (pair.Swallowing)
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Either end left, or there is none.
            }
        }
    }

    private async Task RelayAsync(Pair pair, Socket from, Socket to)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
            {
                for (var sent = 0; sent < count && !pair.Swallowing;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Either end left.
        }
    }

    private sealed class Pair(Socket client, Socket server)
    {
        public Socket Client { get; } = client;

        public Socket Server { get; } = server;

        public volatile bool Swallowing;

        public void Cut()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
