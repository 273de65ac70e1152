using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>A listener that a test drives byte by byte, to be as wrong as it likes.</summary>
internal sealed class HostileBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<HostileConnection> _connections = [];

    public HostileBroker() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A client has connected and waits to be accepted.</summary>
    public bool ClientWaits => _listener.Pending();

    /// <summary>The next connection, before a byte was read of it.</summary>
    public async Task<HostileConnection> AcceptAsync()
    {
        var connection = new HostileConnection(await _listener.AcceptSocketAsync().WithinAsync("the link to connect"));
        _connections.Add(connection);
        return connection;
    }

    /// <summary>The next connection, let in; and its subscription granted, if it asks for one.</summary>
    public async Task<HostileConnection> WelcomeAsync(byte[]? connack = null, bool subscribes = false)
    {
        var connection = await AcceptAsync();
        Assert.Equal(PacketType.Connect, (await connection.ReadAsync())!.Value.Type);
        await connection.SendAsync(connack ?? BrokerPackets.Connack());
        if (subscribes) await connection.GrantAsync(1);
        return connection;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) connection.Close();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One connection to a <see cref="HostileBroker"/>.</summary>
internal sealed class HostileConnection(Socket socket) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public Task SendAsync(params byte[] bytes) => _stream.WriteAsync(bytes).WithinAsync("the link to read");

    /// <summary>Sends without the usual patience, for what is expected to get stuck.</summary>
    public Task SendAllAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>Reads one packet, or null at the end of the connection.</summary>
    public async Task<(PacketType Type, byte Flags, byte[] Body)?> ReadAsync()
    {
        var first = new byte[1];
        if (!await FillAsync(first)) return null;
        var length = new List<byte>();
        do
        {
            var next = new byte[1];
            if (!await FillAsync(next)) return null;
            length.Add(next[0]);
        }
        while ((length[^1] & 0x80) != 0);

        Assert.Equal(FrameRead.Packet, VariableByteInteger.Read(length.ToArray(), out var remaining, out _));
        var body = new byte[remaining];
        if (!await FillAsync(body)) return null;
        return ((PacketType)(first[0] >> 4), (byte)(first[0] & 0x0F), body);
    }

    /// <summary>Reads one packet, which must be of that type.</summary>
    public async Task<byte[]> ReadAsync(PacketType type)
    {
        var packet = await ReadAsync();
        Assert.NotNull(packet);
        Assert.Equal(type, packet.Value.Type);
        return packet.Value.Body;
    }

    /// <summary>What comes with one read of the socket.</summary>
    public async Task<byte[]> ReadOnceAsync()
    {
        var buffer = new byte[64 << 10];
        return buffer[..await _stream.ReadAsync(buffer).WithinAsync()];
    }

    /// <summary>Answers SUBSCRIBE with these codes.</summary>
    public async Task GrantAsync(params byte[] codes)
    {
        var subscribe = await ReadAsync(PacketType.Subscribe);
        await SendAsync(BrokerPackets.Suback(BinaryPrimitives.ReadUInt16BigEndian(subscribe), codes));
    }

    /// <summary>Reads until the link says goodbye, closes as a broker does then, and returns the reason; null when it left without one.</summary>
    public async Task<ReasonCode?> FarewellAsync()
    {
        while (await ReadAsync() is { } packet)
        {
            if (packet.Type != PacketType.Disconnect) continue;
            Close();
            return packet.Body.Length == 0 ? ReasonCode.Success : (ReasonCode)packet.Body[0];
        }

        return null;
    }

    public void Close() => Dispose();

    public void Dispose() => _stream.Dispose();

    private async Task<bool> FillAsync(Memory<byte> into)
    {
        try
        {
            return await _stream.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false).WithinAsync("bytes from the link") == into.Length;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
