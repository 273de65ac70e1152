namespace Arena.Mqtt.Links;

/// <summary>What is wrong with a packet the broker sent. The connection it came over can't be trusted any more.</summary>
/// <param name="Code">Sent back in DISCONNECT.</param>
/// <param name="What">In words for a log.</param>
internal sealed record PacketFault(ReasonCode Code, string What)
{
    public static readonly PacketFault CutShort = Malformed("a packet that ends within a field");
    public static readonly PacketFault LeftOver = Malformed("a packet with bytes after its last field");
    public static readonly PacketFault BadText = Malformed("text that isn't UTF-8, or holds U+0000");

    public static PacketFault Malformed(string what) => new(ReasonCode.MalformedPacket, what);

    public static PacketFault Protocol(string what) => new(ReasonCode.ProtocolError, what);
}
