using System.Buffers;
using System.Text;
using Arena.Mqtt;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>The codec reads what is sound as it was written, and calls everything else by its fault: it never throws.</summary>
public sealed class CodecTests
{
    private const int MaxPacket = 1 << 20;

    [Fact]
    public void A_publish_is_read_as_it_was_written() => Prop.ForAll(Messages().ToArbitrary(), message =>
    {
        var bytes = BrokerPackets.Publish(message, packetId: 4711);
        Assert.Equal(PacketWriter.PublishSize(message), bytes.Length);
        var frame = ReadWhole(bytes);
        Assert.Equal(message.QoS, frame.QoS);
        Assert.Equal(message.Retain ? 1 : 0, frame.Flags & 1);
        Assert.Null(PublishPacket.Read(frame.Body.FirstSpan, frame.QoS, out var packet));
        Assert.Equal(message.Topic, Encoding.UTF8.GetString(packet.Topic));
        Assert.Equal(message.QoS == QoS.AtMostOnce ? 0 : 4711, packet.PacketId);
        Assert.True(packet.Payload.SequenceEqual(message.Payload.Span));
        Assert.Equal(message.ContentType, packet.HasContentType ? Encoding.UTF8.GetString(packet.ContentType) : null);
        Assert.Equal(message.MessageExpiry?.TotalSeconds, packet.MessageExpiry);
        Assert.Equal(message.UserProperties is { Count: 0 } ? null : message.UserProperties, packet.UserProperties());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_variable_byte_integer_is_read_as_it_was_written()
    {
        foreach (var value in new[] { 0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, VariableByteInteger.Max })
        {
            var bytes = new byte[VariableByteInteger.Size(value)];
            new FieldWriter(bytes).Variable(value);
            Assert.Equal(FrameRead.Packet, VariableByteInteger.Read(bytes, out var read, out var size));
            Assert.Equal((value, bytes.Length), (read, size));
            for (var cut = 0; cut < bytes.Length; cut++) Assert.Equal(FrameRead.NeedMore, VariableByteInteger.Read(bytes.AsSpan(0, cut), out _, out _));
        }
    }

    [Fact]
    public void A_connack_with_everything_in_it_is_read()
    {
        Assert.Null(ConnackPacket.Read(ReadWhole(BrokerPackets.FullConnack).Body.FirstSpan, out var connack));

        Assert.True(connack!.SessionPresent);
        Assert.Equal(120u, connack.SessionExpiry);
        Assert.Equal(10, connack.ReceiveMaximum);
        Assert.Equal(1, connack.MaximumQoS);
        Assert.False(connack.RetainAvailable);
        Assert.Equal(5000u, connack.MaximumPacketSize);
        Assert.Equal("given", connack.AssignedClientId);
        Assert.Equal("välkommen", connack.Reason);
        Assert.False(connack.WildcardSubscriptions);
        Assert.False(connack.SharedSubscriptions);
        Assert.Equal((ushort)30, connack.ServerKeepAlive);
    }

    [Fact]
    public void Connect_is_laid_out_as_the_standard_has_it()
    {
        var to = new ArrayBufferWriter<byte>();
        PacketWriter.Connect(to, new MqttLinkOptions
        {
            Host = "h",
            ClientId = "c1",
            UserName = "u",
            Password = "p",
            KeepAlive = TimeSpan.FromSeconds(20),
            SessionExpiry = TimeSpan.FromSeconds(60),
            ReceiveMaximum = 1024,
            MaximumPacketBytes = 1 << 20,
            Will = new MqttPublish("w", new byte[] { 0xAB }, QoS.AtLeastOnce, Retain: true, ContentType: "t"),
        }, cleanStart: true);

        Assert.Equal(
            "10 2D 00 04 4D 51 54 54 05 EE 00 14 "
            + "0D 11 00 00 00 3C 21 04 00 27 00 10 00 00 "
            + "00 02 63 31 04 03 00 01 74 00 01 77 00 01 AB 00 01 75 00 01 70",
            string.Join(' ', to.WrittenSpan.ToArray().Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Subscribe_is_laid_out_as_the_standard_has_it()
    {
        var to = new ArrayBufferWriter<byte>();

        PacketWriter.Subscribe(to, 10, [new("a/b", QoS.AtLeastOnce), new("c/d", QoS.AtMostOnce)]);

        Assert.Equal([0x82, 15, 0, 10, 0, 0, 3, .. "a/b"u8, 1, 0, 3, .. "c/d"u8, 0], to.WrittenSpan.ToArray());
    }

    [Fact]
    public void A_packet_cut_at_any_byte_needs_more_and_consumes_nothing()
    {
        foreach (var packet in BrokerPackets.Samples)
        {
            for (var length = 0; length < packet.Length; length++)
            {
                var buffer = new ReadOnlySequence<byte>(packet, 0, length);
                Assert.Equal(FrameRead.NeedMore, Frame.Read(ref buffer, MaxPacket, out _, out var fault));
                Assert.Null(fault);
                Assert.Equal(length, buffer.Length);
            }
        }
    }

    [Fact]
    public void A_body_cut_at_any_byte_is_read_or_refused_never_thrown_at()
    {
        foreach (var packet in BrokerPackets.Samples)
        {
            var frame = ReadWhole(packet);
            Assert.Null(ReadBody(frame.Type, frame.Flags, frame.Body.ToArray()));
            for (var length = 0; length < frame.Body.Length; length++) ReadBody(frame.Type, frame.Flags, frame.Body.ToArray().AsSpan(0, length));
        }
    }

    [Fact]
    public void A_packet_with_any_byte_changed_to_any_other_is_read_or_refused_never_thrown_at()
    {
        foreach (var packet in BrokerPackets.Samples)
        {
            for (var at = 0; at < packet.Length; at++)
            {
                for (var value = 0; value < 256; value++)
                {
                    var changed = packet.ToArray();
                    changed[at] = (byte)value;
                    ReadAll(new ReadOnlySequence<byte>(changed));
                }
            }
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_a_refusal_has_a_reason() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ReadAll(new ReadOnlySequence<byte>(bytes)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Packets_in_pieces_are_read_as_in_one()
    {
        var stream = BrokerPackets.Samples.SelectMany(packet => packet).ToArray();
        foreach (var size in new[] { 1, 2, 3, 7, 64 })
        {
            var pieces = new ReadOnlySequence<byte>(Piece.First(stream, size, out var last), 0, last, last.Memory.Length);
            foreach (var packet in BrokerPackets.Samples)
            {
                Assert.Equal(FrameRead.Packet, Frame.Read(ref pieces, MaxPacket, out var frame, out _));
                Assert.Equal(ReadWhole(packet).Body.ToArray(), frame.Body.ToArray());
            }

            Assert.True(pieces.IsEmpty);
        }
    }

    [Fact]
    public void A_packet_over_the_maximum_is_refused_by_its_header()
    {
        var buffer = new ReadOnlySequence<byte>([0x30, 0x80, 0x08]);

        Assert.Equal(FrameRead.Malformed, Frame.Read(ref buffer, maxPacketBytes: 1024, out _, out var fault));
        Assert.Equal(ReasonCode.PacketTooLarge, fault!.Code);
    }

    private static void ReadAll(ReadOnlySequence<byte> buffer)
    {
        while (true)
        {
            var before = buffer.Length;
            var read = Frame.Read(ref buffer, MaxPacket, out var frame, out var fault);
            Assert.Equal(read == FrameRead.Malformed, fault is not null);
            if (read != FrameRead.Packet) return;
            Assert.True(buffer.Length < before);
            if (ReadBody(frame.Type, frame.Flags, frame.Body.ToArray()) is { } bad) Assert.True(bad.Code.IsFailure());
        }
    }

    private static PacketFault? ReadBody(PacketType type, byte flags, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case PacketType.Connack: return ConnackPacket.Read(body, out _);
            case PacketType.Publish:
                var fault = PublishPacket.Read(body, (QoS)((flags >> 1) & 3), out var publish);
                if (fault is null) publish.UserProperties();
                return fault;
            case PacketType.Puback: return PubackPacket.Read(body, out _);
            case PacketType.Suback: return SubackPacket.Read(body, out _);
            case PacketType.Disconnect: return DisconnectPacket.Read(body, out _);
            default: return null;
        }
    }

    private static Frame ReadWhole(byte[] packet)
    {
        var buffer = new ReadOnlySequence<byte>(packet);
        Assert.Equal(FrameRead.Packet, Frame.Read(ref buffer, int.MaxValue, out var frame, out _));
        Assert.True(buffer.IsEmpty);
        return frame;
    }

    private static Gen<MqttPublish> Messages()
    {
        var text = Gen.Elements("a", "Z", "0", "/", " ", "å", "€", "😀", "$", "\u0001").ArrayOf().Select(string.Concat);
        return
            from topic in text.Where(value => value.Length > 0)
            from payload in ArbMap.Default.GeneratorFor<byte[]>()
            from qos in Gen.Elements(QoS.AtMostOnce, QoS.AtLeastOnce)
            from retain in ArbMap.Default.GeneratorFor<bool>()
            from type in text.OrNull()
            from names in text.ListOf()
            from expiry in Gen.Choose(-1, int.MaxValue)
            select new MqttPublish(
                topic, payload, qos, retain, type, names.Select(name => new KeyValuePair<string, string>(name, topic)).ToList(),
                expiry < 0 ? null : TimeSpan.FromSeconds(expiry));
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public static Piece First(byte[] bytes, int size, out Piece last)
        {
            var first = last = new Piece { Memory = bytes.AsMemory(0, Math.Min(size, bytes.Length)) };
            for (var at = size; at < bytes.Length; at += size)
            {
                var next = new Piece { Memory = bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), RunningIndex = at };
                last.Next = next;
                last = next;
            }

            return first;
        }
    }
}
