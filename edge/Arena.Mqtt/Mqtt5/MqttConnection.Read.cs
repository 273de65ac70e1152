using System.Buffers;
using System.Net.Sockets;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

internal sealed partial class MqttConnection
{
    private static readonly PacketFault UnaskedSuback = PacketFault.Protocol("a SUBACK nobody waits for, or for another number of filters");
    private static readonly PacketFault UnaskedUnsuback = PacketFault.Protocol("an UNSUBACK for nothing that was asked, or for another number of filters");
    private static readonly PacketFault SecondConnack = PacketFault.Protocol("a second CONNACK");

    // Less than this is little: the rest of a pause's worth of messages can't be far.
    private const int LittleBytes = 256 << 10;

    // More than comes in a pause; the kernel makes room for twice as much.
    private const int MuchBytes = 1 << 20;

    private long _pausedSince;
    private volatile bool _paused;

    private async Task ReadAsync()
    {
        var left = 0L;
        while (true)
        {
            var read = await _input.ReadAsync(_ending.Token);
            Volatile.Write(ref _lastRead, _time.GetTimestamp());
            var buffer = read.Buffer;
            var brought = buffer.Length - left;
            var result = TakePackets(ref buffer, out var fault);
            if (result == Taken.NoRoom) Pause();
            _deliveries.Announce();
            if (fault is not null)
            {
                _input.AdvanceTo(buffer.Start);
                End(ConnectionEnd.Of(fault));
                return;
            }

            if (result == Taken.NoRoom)
            {
                // What was not taken counts as not looked at, so the next read gives it again.
                _input.AdvanceTo(buffer.Start);
                await WaitForRoomAsync();
                left = buffer.Length;
                continue;
            }

            left = buffer.Length;
            _input.AdvanceTo(buffer.Start, buffer.End);
            if (result == Taken.Ended) return;
            if (!read.IsCompleted)
            {
                if (brought < LittleBytes && _options.ReadPause > TimeSpan.Zero) await PauseReadingAsync();
                continue;
            }

            End(new(EndCause.Lost, buffer.IsEmpty ? "the broker closed the connection" : "the connection broke within a packet"));
            return;
        }
    }

    // Not reading is not enough: each packet of the network would wake the thread that waits for all sockets. Below the mark the kernel keeps it to itself.
    private async Task PauseReadingAsync()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater, MuchBytes);
        await Task.Delay(_options.ReadPause, _time, _ending.Token);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater, 1);
    }

    private void Pause()
    {
        Volatile.Write(ref _pausedSince, _time.GetTimestamp());
        _paused = true;
    }

    private async Task WaitForRoomAsync()
    {
        await _deliveries.Room.WaitAsync(_ending.Token);
        Volatile.Write(ref _lastRead, _time.GetTimestamp());
        _paused = false;
    }

    private Taken TakePackets(ref ReadOnlySequence<byte> buffer, out PacketFault? fault)
    {
        while (true)
        {
            var before = buffer;
            var read = Frame.Read(ref buffer, _options.MaximumPacketBytes, out var frame, out fault);
            if (read != FrameRead.Packet) return Taken.All;
            if (frame.Type == PacketType.Publish && !HasRoom(frame.QoS))
            {
                buffer = before;
                return Taken.NoRoom;
            }

            fault = Take(frame, out var ended);
            if (fault is not null || ended) return Taken.Ended;
        }
    }

    private bool HasRoom(QoS qos) => _deliveries.HasRoom(qos) && (qos == QoS.AtMostOnce || _window.HasRoom);

    private PacketFault? Take(in Frame frame, out bool ended)
    {
        if (frame.Body.IsSingleSegment) return Take(frame.Type, frame.Flags, frame.Body.FirstSpan, out ended);
        var length = (int)frame.Body.Length;
        var gathered = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frame.Body.CopyTo(gathered);
            return Take(frame.Type, frame.Flags, gathered.AsSpan(0, length), out ended);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    private PacketFault? Take(PacketType type, byte flags, ReadOnlySpan<byte> body, out bool ended)
    {
        ended = false;
        switch (type)
        {
            case PacketType.Publish: return TakePublish(flags, body);
            case PacketType.Puback: return TakePuback(body);
            case PacketType.Suback: return TakeSuback(body);
            case PacketType.Unsuback: return TakeUnsuback(body);
            case PacketType.Pingresp: return body.IsEmpty ? null : PacketFault.LeftOver;
            case PacketType.Disconnect:
                ended = true;
                return TakeDisconnect(body);
            default: return SecondConnack;
        }
    }

    private PacketFault? TakePublish(byte flags, ReadOnlySpan<byte> body)
    {
        var qos = (QoS)((flags >> 1) & 3);
        if (PublishPacket.Read(body, qos, out var packet) is { } fault) return fault;
        if (qos == QoS.AtLeastOnce && _window.Open(packet.PacketId) is { } overrun) return overrun;
        var payload = _payloads.Keep(packet.Payload, out var block);
        _deliveries.Add(new MqttDelivery(
            _texts.Get(packet.Topic),
            payload,
            qos,
            Retained: (flags & 0x01) != 0,
            Duplicate: (flags & 0x08) != 0,
            packet.HasContentType ? _texts.Get(packet.ContentType) : null,
            packet.UserProperties(),
            new MqttSettlement(Number, packet.PacketId, block)));
        return null;
    }

    // A PUBACK for nothing in flight is passed over: nobody waits for it, and leaving the broker would help no one.
    private PacketFault? TakePuback(ReadOnlySpan<byte> body)
    {
        if (PubackPacket.Read(body, out var packet) is { } fault) return fault;
        _inFlight.Settle(packet.PacketId)?.TrySetResult(packet.Code.IsFailure() ? PublishOutcome.Refused : PublishOutcome.Confirmed);
        return null;
    }

    private PacketFault? TakeSuback(ReadOnlySpan<byte> body)
    {
        if (SubackPacket.Read(body, out var packet) is { } fault) return fault;
        if (packet!.PacketId != SubscribeId || packet.Codes.Length != _options.Subscriptions.Count) return UnaskedSuback;
        return _subscribed.TrySetResult(packet) ? null : UnaskedSuback;
    }

    // Of the same shape as a SUBACK, with one code for the one filter (section 3.11).
    private PacketFault? TakeUnsuback(ReadOnlySpan<byte> body)
    {
        if (SubackPacket.Read(body, out var packet) is { } fault) return fault;
        if (_unsubscribed is not { } asked || packet!.PacketId != UnsubscribeId || packet.Codes.Length != 1) return UnaskedUnsuback;

        // Whoever asked may have given up waiting.
        asked.TrySetResult(!((ReasonCode)packet.Codes[0]).IsFailure());
        return null;
    }

    private PacketFault? TakeDisconnect(ReadOnlySpan<byte> body)
    {
        if (DisconnectPacket.Read(body, out var packet) is { } fault) return fault;
        End(ConnectionEnd.Left(_options.ClientId, packet.Code, packet.Reason));
        return null;
    }

    private enum Taken
    {
        All,
        NoRoom,
        Ended,
    }
}
