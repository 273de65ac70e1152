using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Arena.Mqtt;
using Arena.Mqtt.Mqtt5;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>
/// Publishes a load over one MQTT 5 connection with QoS 1, as fast as the broker confirms, up to <see cref="MostUnconfirmed"/> messages ahead of their PUBACKs.
/// Its packets can be made beforehand, so that making them takes no processor time from what is measured.
/// </summary>
internal sealed class LoadPublisher : IAsyncDisposable
{
    private const int MostUnconfirmed = 30_000;
    private const int MessagesInWrite = 250;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly ArrayBufferWriter<byte> _packets = new(1 << 19);
    private readonly ArrayBufferWriter<byte> _payload = new(1 << 14);
    private readonly SemaphoreSlim _confirmed = new(0);
    private readonly Task _reading;
    private long _prepared;
    private long _sent;
    private long _confirmations;

    private LoadPublisher(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        _reading = ReadAsync();
    }

    public static async Task<LoadPublisher> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        var publisher = new LoadPublisher(socket);
        PacketWriter.Connect(publisher._packets, new MqttLinkOptions { Host = "127.0.0.1", ClientId = "bench-load", KeepAlive = TimeSpan.FromHours(10) }, cleanStart: true);
        await publisher._stream.WriteAsync(publisher._packets.WrittenMemory, cancellationToken);
        return publisher;
    }

    /// <summary>
    /// Makes the packets of messages <paramref name="from"/> up to, and not with, <paramref name="to"/>, for many in one write. What is prepared must be published
    /// next, in this order.
    /// </summary>
    public IReadOnlyList<PreparedPackets> Prepare(Load load, long from, long to)
    {
        var prepared = new List<PreparedPackets>();
        for (var message = from; message < to;)
        {
            var end = Math.Min(to, message + MessagesInWrite);
            var count = (int)(end - message);
            _packets.ResetWrittenCount();
            for (; message < end; message++, _prepared++)
            {
                _payload.ResetWrittenCount();
                load.Write(_payload, message);
                var publish = new MqttPublish(load.Topic(message), _payload.WrittenMemory, QoS.AtLeastOnce, ContentType: "application/senml+json");
                PacketWriter.Publish(_packets, publish, (ushort)(1 + (_prepared % ushort.MaxValue)));
            }

            prepared.Add(new PreparedPackets(count, _packets.WrittenSpan.ToArray()));
        }

        return prepared;
    }

    /// <summary>Publishes what was prepared; returns when the broker has confirmed all of it.</summary>
    /// <exception cref="InvalidOperationException">The broker refused a message or went away.</exception>
    public async Task PublishAsync(IEnumerable<PreparedPackets> prepared, CancellationToken cancellationToken)
    {
        foreach (var packets in prepared)
        {
            _sent += packets.Messages;
            await _stream.WriteAsync(packets.Bytes, cancellationToken);
            await ConfirmedAsync(_sent - MostUnconfirmed, cancellationToken);
        }

        await ConfirmedAsync(_sent, cancellationToken);
    }

    /// <summary>Prepares and publishes.</summary>
    public Task PublishAsync(Load load, long from, long to, CancellationToken cancellationToken) => PublishAsync(Prepare(load, from, to), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _socket.Shutdown(SocketShutdown.Both);
        await _reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await _stream.DisposeAsync();
        _confirmed.Dispose();
    }

    private async Task ConfirmedAsync(long count, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _confirmations) < count)
        {
            if (_reading.IsCompleted) await _reading;
            await _confirmed.WaitAsync(cancellationToken);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _reader.ReadAsync() is var read && !(read.IsCompleted && read.Buffer.IsEmpty))
            {
                var buffer = read.Buffer;
                while (Frame.Read(ref buffer, 1 << 20, out var frame, out var fault) is var result && result != FrameRead.NeedMore)
                {
                    if (fault is not null) throw new InvalidOperationException($"the broker sent what is no MQTT: {fault}");
                    Note(frame);
                }

                _reader.AdvanceTo(buffer.Start, buffer.End);
                if (_confirmed.CurrentCount == 0) _confirmed.Release();
                if (read.IsCompleted) break;
            }

            throw new InvalidOperationException("the broker closed the connection of the load");
        }
        finally
        {
            _confirmed.Release();
        }
    }

    private void Note(in Frame frame)
    {
        var reason = (frame.Type, frame.Body.Length) switch
        {
            (PacketType.Puback, > 2) => frame.Body.Slice(2).FirstSpan[0],
            (PacketType.Connack, > 1) => frame.Body.Slice(1).FirstSpan[0],
            _ => (byte)0,
        };
        if (reason >= 0x80) throw new InvalidOperationException($"the broker refused the load: {frame.Type}, reason 0x{reason:X2}");
        if (frame.Type == PacketType.Puback) Volatile.Write(ref _confirmations, _confirmations + 1);
    }
}

/// <summary>PUBLISH packets that lie ready, as one write.</summary>
internal sealed record PreparedPackets(int Messages, byte[] Bytes);
