using System.IO.Pipelines;
using System.Net.Sockets;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>A connection the broker has accepted: CONNACK is read, SUBSCRIBE is written, and nothing runs yet.</summary>
internal sealed record OpenedConnection(Socket Socket, Stream Stream, PipeReader Input, PipeWriter Output, BrokerLimits Limits)
{
    private const int BufferBytes = 64 << 10;

    // Who leaves the socket alone for a while reads what came meanwhile in one piece.
    private const int PausingBufferBytes = 512 << 10;

    /// <summary>Connects; exactly one of the two results is not null.</summary>
    /// <exception cref="IOException">The connection broke; likewise the other exceptions of <see cref="BrokerStream.OpenAsync"/>.</exception>
    public static async Task<(OpenedConnection? Opened, ConnectionEnd? Refusal)> OpenAsync(
        MqttLinkOptions options, bool cleanStart, CancellationToken cancellationToken)
    {
        var (socket, stream) = await BrokerStream.OpenAsync(options, cancellationToken);
        var inputBytes = options.ReadPause > TimeSpan.Zero ? PausingBufferBytes : BufferBytes;
        var input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: inputBytes, minimumReadSize: inputBytes / 4, leaveOpen: true));
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferBytes, leaveOpen: true));
        OpenedConnection? opened = null;
        try
        {
            PacketWriter.Connect(output, options, cleanStart);
            await output.FlushAsync(cancellationToken);
            var (connack, refusal) = await ReadConnackAsync(input, options, cancellationToken);
            if (connack is null) return (null, refusal);
            var limits = connack.LimitsFor(options);
            if (limits.Refuses(options.Subscriptions) is { } unserved)
                return (null, new(EndCause.SubscriptionRefused, $"the subscription can't be served: {unserved}"));
            if (options.Subscriptions.Count > 0)
            {
                PacketWriter.Subscribe(output, MqttConnection.SubscribeId, options.Subscriptions);
                await output.FlushAsync(cancellationToken);
            }

            opened = new OpenedConnection(socket, stream, input, output, limits);
            return (opened, null);
        }
        finally
        {
            if (opened is null)
            {
                await input.CompleteAsync();
                await output.CompleteAsync(new IOException("not accepted"));
                await stream.DisposeAsync();
            }
        }
    }

    private static async Task<(ConnackPacket? Connack, ConnectionEnd? Refusal)> ReadConnackAsync(
        PipeReader input, MqttLinkOptions options, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var result = Frame.Read(ref buffer, options.MaximumPacketBytes, out var frame, out var fault);
            if (result == FrameRead.NeedMore)
            {
                input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted) return (null, new(EndCause.Lost, "the broker closed the connection without an answer"));
                continue;
            }

            var answer = fault is null ? Answer(frame, options) : (null, ConnectionEnd.Of(fault));
            input.AdvanceTo(buffer.Start);
            return answer;
        }
    }

    private static (ConnackPacket? Connack, ConnectionEnd? Refusal) Answer(in Frame frame, MqttLinkOptions options)
    {
        if (frame.Type == PacketType.Disconnect) return (null, Farewell(frame, options));
        if (frame.Type != PacketType.Connack) return (null, ConnectionEnd.Of(PacketFault.Protocol("something else before CONNACK")));
        if (ConnackPacket.Read(Flat(frame), out var connack) is { } fault) return (null, ConnectionEnd.Of(fault));
        return connack!.Code.IsFailure() ? (null, ConnectionEnd.Refused(options.ClientId, connack.Code, connack.Reason)) : (connack, null);
    }

    private static ConnectionEnd Farewell(in Frame frame, MqttLinkOptions options) => DisconnectPacket.Read(Flat(frame), out var packet) is { } fault
        ? ConnectionEnd.Of(fault)
        : ConnectionEnd.Left(options.ClientId, packet.Code, packet.Reason);

    private static ReadOnlySpan<byte> Flat(in Frame frame) =>
        frame.Body.IsSingleSegment ? frame.Body.FirstSpan : System.Buffers.BuffersExtensions.ToArray(frame.Body);
}
