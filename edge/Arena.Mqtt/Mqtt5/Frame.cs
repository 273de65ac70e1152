using System.Buffers;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>What reading a frame gave.</summary>
internal enum FrameRead
{
    /// <summary>The bytes end within a packet; nothing was consumed.</summary>
    NeedMore,

    /// <summary>A whole packet.</summary>
    Packet,

    /// <summary>No MQTT packet begins like this, or none the link would accept.</summary>
    Malformed,
}

/// <summary>A whole packet, not yet looked into (MQTT 5, section 2.1).</summary>
/// <param name="Type">Its type: one a server may send.</param>
/// <param name="Flags">The lower four bits of the first byte.</param>
/// <param name="Body">Variable header and payload.</param>
internal readonly record struct Frame(PacketType Type, byte Flags, ReadOnlySequence<byte> Body)
{
    private const int LongestHeader = 5;

    private static readonly PacketFault BadLength = PacketFault.Malformed("a remaining length that isn't a variable byte integer");
    private static readonly PacketFault TooLarge = new(ReasonCode.PacketTooLarge, "a packet larger than the maximum the link announced");
    private static readonly PacketFault BadFlags = PacketFault.Malformed("reserved flags in a packet's first byte");
    private static readonly PacketFault ReservedType = PacketFault.Malformed("a packet of the reserved type 0");
    private static readonly PacketFault ClientsType = PacketFault.Protocol("a packet that only clients send");
    private static readonly PacketFault UnaskedType = PacketFault.Protocol("a packet of QoS 2 or AUTH, for none of which it was asked");

    /// <summary>QoS of a PUBLISH.</summary>
    public QoS QoS => (QoS)((Flags >> 1) & 3);

    /// <summary>
    /// Takes the next packet off the buffer. A packet larger than <paramref name="maxPacketBytes"/> is refused by its header, before anything of it
    /// needs to be kept.
    /// </summary>
    public static FrameRead Read(ref ReadOnlySequence<byte> buffer, int maxPacketBytes, out Frame frame, out PacketFault? fault)
    {
        frame = default;
        fault = null;
        if (buffer.IsEmpty) return FrameRead.NeedMore;

        Span<byte> gathered = stackalloc byte[LongestHeader];
        scoped var header = buffer.FirstSpan;
        if (header.Length < LongestHeader && header.Length < buffer.Length)
        {
            var length = (int)Math.Min(LongestHeader, buffer.Length);
            buffer.Slice(0, length).CopyTo(gathered);
            header = gathered[..length];
        }

        fault = FaultOf(header[0]);
        if (fault is not null) return FrameRead.Malformed;
        var read = VariableByteInteger.Read(header[1..], out var remaining, out var lengthBytes);
        if (read == FrameRead.NeedMore) return FrameRead.NeedMore;
        if (read == FrameRead.Malformed) fault = BadLength;
        else if (1 + lengthBytes + (long)remaining > maxPacketBytes) fault = TooLarge;
        if (fault is not null) return FrameRead.Malformed;

        var whole = 1 + lengthBytes + remaining;
        if (buffer.Length < whole) return FrameRead.NeedMore;
        frame = new Frame((PacketType)(header[0] >> 4), (byte)(header[0] & 0x0F), buffer.Slice(1 + lengthBytes, remaining));
        buffer = buffer.Slice(whole);
        return FrameRead.Packet;
    }

    private static PacketFault? FaultOf(byte first) => (PacketType)(first >> 4) switch
    {
        PacketType.Publish => (first & 0x06) switch
        {
            0x06 => BadFlags,
            0x04 => UnaskedType,
            0x00 when (first & 0x08) != 0 => BadFlags,
            _ => null,
        },
        PacketType.Connack or PacketType.Puback or PacketType.Suback or PacketType.Unsuback or PacketType.Pingresp or PacketType.Disconnect =>
            (first & 0x0F) == 0 ? null : BadFlags,
        PacketType.Pubrec or PacketType.Pubrel or PacketType.Pubcomp or PacketType.Auth => UnaskedType,
        PacketType.Connect or PacketType.Subscribe or PacketType.Unsubscribe or PacketType.Pingreq => ClientsType,
        _ => ReservedType,
    };
}
