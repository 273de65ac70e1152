using Arena.Mqtt;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>Whatever a broker sends, the link says what was wrong, leaves and comes back.</summary>
public sealed class HostileBrokerTests
{
    private const int RandomTries = 150;

    public static TheoryData<string, byte[], byte> Wrongs => new()
    {
        { "reserved type", [0x00, 0x00], 0x81 },
        { "a client's packet", [0xC0, 0x00], 0x82 },
        { "AUTH", [0xF0, 0x00], 0x82 },
        { "QoS 3", BrokerPackets.Packet(0x36, [0, 1, (byte)'a', 0, 1, 0]), 0x81 },
        { "QoS 2", BrokerPackets.Packet(0x34, [0, 1, (byte)'a', 0, 1, 0]), 0x82 },
        { "DUP with QoS 0", BrokerPackets.Packet(0x38, [0, 1, (byte)'a', 0]), 0x81 },
        { "packet identifier 0", BrokerPackets.Packet(0x32, [0, 1, (byte)'a', 0, 0, 0]), 0x82 },
        { "no topic", BrokerPackets.Packet(0x30, [0, 0, 0]), 0x81 },
        { "a wildcard topic", BrokerPackets.Packet(0x30, [0, 1, (byte)'#', 0]), 0x81 },
        { "a topic that isn't UTF-8", BrokerPackets.Packet(0x30, [0, 1, 0xFF, 0]), 0x81 },
        { "a topic with U+0000", BrokerPackets.Packet(0x30, [0, 1, 0x00, 0]), 0x81 },
        { "a topic longer than the packet", BrokerPackets.Packet(0x30, [0xFF, 0xFF, (byte)'a']), 0x81 },
        { "a topic alias", BrokerPackets.Packet(0x30, [0, 1, (byte)'a', 3, 0x23, 0, 1]), 0x94 },
        { "an unknown property", BrokerPackets.Packet(0x30, [0, 1, (byte)'a', 2, 0x7F, 0]), 0x82 },
        { "a property twice", BrokerPackets.Packet(0x30, [0, 1, (byte)'a', 4, 1, 0, 1, 0]), 0x82 },
        { "properties longer than the packet", BrokerPackets.Packet(0x30, [0, 1, (byte)'a', 50, 1]), 0x81 },
        { "an endless length", [0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], 0x81 },
        { "a length in more bytes than needed", [0x30, 0x84, 0x00, 0, 1, (byte)'a', 0], 0x81 },
        { "256 MB to come", [0x30, 0xFF, 0xFF, 0xFF, 0x7F], 0x95 },
        { "PUBACK 0", BrokerPackets.Packet(0x40, [0, 0]), 0x82 },
        { "a PUBACK of one byte", BrokerPackets.Packet(0x40, [0]), 0x81 },
        { "a second CONNACK", BrokerPackets.Connack(), 0x82 },
        { "a SUBACK nobody asked for", BrokerPackets.Suback(1, 0), 0x82 },
        { "an UNSUBACK nobody asked for", BrokerPackets.Packet(0xB0, [0xFF, 0xFE, 0, 0]), 0x82 },
        { "a PINGRESP with a body", BrokerPackets.Packet(0xD0, [1]), 0x81 },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_packet_no_broker_may_send_ends_the_connection_with_its_reason_code(string what, byte[] packet, byte code)
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker);
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);

        await connection.SendAsync(packet);

        Assert.Equal((ReasonCode)code, await connection.FarewellAsync());
        var status = await link.StatusAsync(status => !status.Online);
        Assert.StartsWith("the broker sent ", status.Reason!, StringComparison.Ordinal);
        Assert.NotNull(what);
        var next = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(1);
        next.Close();
    }

    [Fact]
    public async Task A_connection_that_breaks_at_any_byte_of_a_packet_ends_alone()
    {
        var packet = BrokerPackets.FullPublish;
        await using var broker = new HostileBroker();
        await using var link = Start(broker);
        for (var length = 0; length < packet.Length; length++)
        {
            var connection = await broker.WelcomeAsync();
            await connection.SendAsync(packet[..length]);
            connection.Close();
        }

        await SurvivesAsync(broker, link);
    }

    [Fact]
    public async Task A_connack_that_breaks_at_any_byte_is_no_connack()
    {
        var connack = BrokerPackets.FullConnack;
        await using var broker = new HostileBroker();
        await using var link = Start(broker);
        for (var length = 0; length < connack.Length; length++)
        {
            (await broker.WelcomeAsync(connack[..length])).Close();
            Assert.False(link.Status.Online);
        }

        Assert.Equal(0, link.Status.Connection);
        await SurvivesAsync(broker, link);
    }

    [Fact]
    public async Task Random_bytes_never_end_the_link()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker);
        var samples = ArbMap.Default.GeneratorFor<byte[]>().Sample(RandomTries, 60).ToArray();
        for (var i = 0; i < samples.Length; i++)
        {
            // In turn: instead of CONNACK, and once online.
            var connection = await broker.WelcomeAsync(i % 2 == 0 ? samples[i] : null);
            if (i % 2 != 0) await connection.SendAsync(samples[i]);
            connection.Close();
        }

        await SurvivesAsync(broker, link);
    }

    [Fact]
    public async Task Sound_packets_with_a_wrong_byte_never_end_the_link()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker);
        var random = new System.Random(20261122);
        for (var i = 0; i < RandomTries; i++)
        {
            var packet = BrokerPackets.Samples[random.Next(BrokerPackets.Samples.Count)].ToArray();
            packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));
            var connection = await broker.WelcomeAsync();
            await connection.SendAsync(packet);
            connection.Close();
            Drain(link);
        }

        await SurvivesAsync(broker, link);
    }

    // After all that: a new connection, a message in each direction.
    private static async Task SurvivesAsync(HostileBroker broker, IMqttLink link)
    {
        Drain(link);
        var before = link.Status.Connection;
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(Math.Max(0, before - 1));
        await connection.SendAsync(BrokerPackets.Publish("still", "here", 9));
        MqttDelivery got;
        do
        {
            got = (await link.TakeAsync(1))[0];
            link.Acknowledge([got]);
        }
        while (got.Topic != "still");

        Assert.Equal([0, 9], await connection.ReadAsync(PacketType.Puback));
        connection.Close();
    }

    private static void Drain(IMqttLink link)
    {
        var buffer = new MqttDelivery[16];
        while (link.TakeDeliveries(buffer) is var count and > 0) link.Acknowledge(buffer.AsSpan(0, count));
    }

    private static IMqttLink Start(HostileBroker broker)
    {
        var link = MqttLinks.Create(
            new MqttLinkOptions
            {
                Host = "127.0.0.1",
                Port = broker.Port,
                ClientId = "brave",
                ReconnectDelay = TimeSpan.FromMilliseconds(1),
                MaxReconnectDelay = TimeSpan.FromMilliseconds(2),
                ConnectTimeout = TimeSpan.FromSeconds(30),
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        link.Start();
        return link;
    }
}
