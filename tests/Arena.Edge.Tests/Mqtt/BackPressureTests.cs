using Arena.Edge.Tests.Time;
using Arena.Mqtt;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>Both directions are bounded, and nothing within the bounds is lost.</summary>
public sealed class BackPressureTests : BackPressureContract
{
    protected override IMqttLink Create(MqttLinkOptions options) => MqttLinks.Create(options, TimeProvider.System, NullLoggerFactory.Instance);

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
}
