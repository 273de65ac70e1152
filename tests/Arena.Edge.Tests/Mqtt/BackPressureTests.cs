using System.Globalization;
using Arena.Edge.Tests.Time;
using Arena.Mqtt;
using Arena.Mqtt.Mqtt5;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>Both directions are bounded, and nothing within the bounds is lost.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task More_than_the_receive_maximum_without_a_single_puback_ends_the_connection()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { ReceiveMaximum = 3 });
        var connection = await broker.WelcomeAsync();

        for (ushort id = 1; id <= 4; id++) await connection.SendAsync(BrokerPackets.Publish("t", "x", id));

        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, await connection.FarewellAsync());
        Assert.Equal(3, (await link.TakeAsync(3)).Length);
        Assert.Equal(0, link.TakeDeliveries(new MqttDelivery[1]));
    }

    [Fact]
    public async Task A_packet_identifier_that_waits_for_its_puback_can_not_come_again()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker));
        var connection = await broker.WelcomeAsync();

        await connection.SendAsync([.. BrokerPackets.Publish("t", "x", 7), .. BrokerPackets.Publish("t", "y", 7)]);

        Assert.Equal(ReasonCode.ProtocolError, await connection.FarewellAsync());
    }

    [Fact]
    public async Task A_broker_that_overruns_the_maximum_as_old_Mosquittos_do_waits_in_its_socket_and_loses_nothing()
    {
        const int Overrun = 4000;
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { ReceiveMaximum = 100 });
        var connection = await broker.WelcomeAsync();
        await connection.SendAsync(Numbered(1, 100));
        link.Acknowledge(await link.TakeAsync(100));
        for (var i = 0; i < 100; i++) await connection.ReadAsync(PacketType.Puback);

        var sending = connection.SendAllAsync(Numbered(101, Overrun));
        var read = await link.TakeAsync(100 + ReceiveWindow.Spare);

        Assert.Equal(0, link.TakeDeliveries(new MqttDelivery[1]));
        Assert.False(sending.IsCompleted, "The whole overrun was read, though nothing of it was acknowledged.");
        var numbers = read.Select(Number).ToList();
        link.Acknowledge(read);
        while (numbers.Count < Overrun) numbers.AddRange((await link.TakeTextsAsync(1)).Select(Number));
        Assert.Equal(Enumerable.Range(101, Overrun), numbers);
        await sending.WithinAsync();
        Assert.Equal(1, link.Status.Connection);
    }

    [Fact]
    public async Task A_flood_of_qos_0_waits_in_the_socket_and_loses_nothing()
    {
        const int Messages = 4000;
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { MaxBufferedBytes = 100_000 });
        var connection = await broker.WelcomeAsync();
        var flood = Enumerable.Range(1, Messages).SelectMany(i => BrokerPackets.Publish("t", Padded(i))).ToArray();

        var sending = connection.SendAllAsync(flood);
        var first = await link.TakeAsync(1);

        Assert.False(sending.IsCompleted, "The whole flood was read, though it was more than may be buffered.");
        link.Acknowledge(first);
        var rest = await link.TakeTextsAsync(Messages - 1);
        Assert.Equal(Enumerable.Range(2, Messages - 1), rest.Select(Number));
        await sending.WithinAsync();
    }

    [Fact]
    public async Task Pubacks_of_one_acknowledgement_go_out_in_one_write_in_their_order()
    {
        const int Messages = 600;
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker));
        var connection = await broker.WelcomeAsync();
        await connection.SendAsync(Numbered(1, Messages));
        var deliveries = await link.TakeAsync(Messages);

        link.Acknowledge(deliveries);

        var expected = Enumerable.Range(1, Messages).SelectMany(id => new byte[] { 0x40, 2, (byte)(id >> 8), (byte)id }).ToArray();
        Assert.Equal(expected, await connection.ReadOnceAsync());
    }

    [Fact]
    public async Task Never_more_publishes_are_in_flight_than_the_broker_receives()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker));
        var connection = await broker.WelcomeAsync(BrokerPackets.Connack(
            properties: [BrokerPackets.UInt16(PropertyId.ReceiveMaximum, 2)]));
        await link.OnlineAgainAsync(0);
        var publishing = Enumerable.Range(0, 3).Select(i => link.SendAsync("t", $"{i}")).ToArray();

        var first = PacketId(await connection.ReadAsync(PacketType.Publish));
        var second = PacketId(await connection.ReadAsync(PacketType.Publish));
        Assert.NotEqual(first, second);
        await connection.SendAsync(BrokerPackets.Puback(first, ReasonCode.NoMatchingSubscribers));
        var third = PacketId(await connection.ReadAsync(PacketType.Publish));
        Assert.Equal(first, third);
        await connection.SendAsync(BrokerPackets.Puback(second, ReasonCode.QuotaExceeded));
        await connection.SendAsync(BrokerPackets.Puback(999, ReasonCode.Success));
        await connection.SendAsync(BrokerPackets.Puback(third, ReasonCode.Success));

        Assert.Equal([PublishOutcome.Confirmed, PublishOutcome.Refused, PublishOutcome.Confirmed], await Task.WhenAll(publishing));
        Assert.True(link.Status.Online);
    }

    [Fact]
    public async Task A_consumer_that_takes_nothing_while_publishes_wait_loses_the_connection_not_its_life()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        var options = Options(broker) with { MaxBufferedBytes = 1024, KeepAlive = TimeSpan.FromSeconds(20) };
        await using var link = MqttLinks.Create(options, time, NullLoggerFactory.Instance);
        link.Start();
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);
        var publishing = link.SendAsync("t", "waits for its PUBACK");
        await connection.ReadAsync(PacketType.Publish);
        // The second finds no room, and what the broker might answer is behind it.
        await connection.SendAsync([.. BrokerPackets.Publish("t", new string('x', 2000)), .. BrokerPackets.Publish("t", "y")]);
        Assert.True(await link.WaitForDeliveriesAsync(CancellationToken.None).WithinAsync());

        while (!publishing.IsCompleted)
        {
            await Task.WhenAny(publishing, time.TimerWithinAsync(TimeSpan.FromSeconds(10), CancellationToken.None)).WithinAsync();
            if (link.Status.Online) time.Advance(TimeSpan.FromSeconds(10));
        }

        connection.Close();
        Assert.Equal(PublishOutcome.Unconfirmed, await publishing);
        var status = await link.StatusAsync(status => !status.Online);
        Assert.Contains("deliveries were not taken", status.Reason!, StringComparison.Ordinal);
    }

    private static byte[] Numbered(int first, int count) =>
        Enumerable.Range(first, count).SelectMany(i => BrokerPackets.Publish("t", Padded(i), (ushort)i)).ToArray();

    // Long enough that thousands don't fit into the sockets' own buffers.
    private static string Padded(int number) => number.ToString(CultureInfo.InvariantCulture).PadRight(number > 100 ? 8000 : 10);

    private static int Number(MqttDelivery delivery) => Number(delivery.Text());

    private static int Number(string text) => int.Parse(text.AsSpan().TrimEnd(), CultureInfo.InvariantCulture);

    private static ushort PacketId(byte[] publish)
    {
        var topic = (publish[0] << 8) | publish[1];
        return (ushort)((publish[2 + topic] << 8) | publish[3 + topic]);
    }

    private static MqttLinkOptions Options(HostileBroker broker) => new()
    {
        Host = "127.0.0.1",
        Port = broker.Port,
        ClientId = "bounded",
        ConnectTimeout = TimeSpan.FromSeconds(60),
    };

    private static IMqttLink Start(HostileBroker broker, MqttLinkOptions options)
    {
        Assert.Equal(broker.Port, options.Port);
        var link = MqttLinks.Create(options, TimeProvider.System, NullLoggerFactory.Instance);
        link.Start();
        return link;
    }
}
