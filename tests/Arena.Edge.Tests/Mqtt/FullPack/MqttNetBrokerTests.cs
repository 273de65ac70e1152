using System.Buffers.Binary;
using Arena.Mqtt;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt.FullPack;

/// <summary>The driver on MQTTnet against a broker that a test drives byte by byte.</summary>
public sealed class MqttNetBrokerTests : BackPressureContract
{
    protected override IMqttLink Create(MqttLinkOptions options) =>
        MqttLinks.Create(options with { Driver = MqttDriver.MqttNet }, TimeProvider.System, NullLoggerFactory.Instance);

    [Fact]
    public async Task A_keep_alive_the_broker_shortened_is_kept()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { KeepAlive = TimeSpan.FromHours(1) });

        var connection = await broker.WelcomeAsync(BrokerPackets.Connack(properties: [BrokerPackets.UInt16(PropertyId.ServerKeepAlive, 1)]));

        await connection.ReadAsync(PacketType.Pingreq);
    }

    [Fact]
    public async Task A_puback_goes_out_before_what_is_published_after_it()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker));
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);
        await connection.SendAsync(Numbered(1, 500));

        link.Acknowledge(await link.TakeAsync(500));
        var publishing = link.SendAsync("t", "after");

        for (var id = 1; id <= 500; id++) Assert.Equal(id, BinaryPrimitives.ReadUInt16BigEndian(await connection.ReadAsync(PacketType.Puback)));
        await connection.SendAsync(BrokerPackets.Puback(PacketId(await connection.ReadAsync(PacketType.Publish)), ReasonCode.Success));
        Assert.Equal(PublishOutcome.Confirmed, await publishing);
    }

    [Fact]
    public async Task Never_more_publishes_are_in_flight_than_the_broker_receives()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker));
        var connection = await broker.WelcomeAsync(BrokerPackets.Connack(properties: [BrokerPackets.UInt16(PropertyId.ReceiveMaximum, 2)]));
        await link.OnlineAgainAsync(0);
        var publishing = Enumerable.Range(0, 3).Select(i => link.SendAsync("t", $"{i}")).ToArray();

        var first = PacketId(await connection.ReadAsync(PacketType.Publish));
        var second = PacketId(await connection.ReadAsync(PacketType.Publish));
        await connection.SendAsync(BrokerPackets.Puback(first, ReasonCode.NoMatchingSubscribers));
        var third = PacketId(await connection.ReadAsync(PacketType.Publish));
        await connection.SendAsync(BrokerPackets.Puback(second, ReasonCode.QuotaExceeded));
        // Nobody waits for this one; it ends nothing.
        await connection.SendAsync(BrokerPackets.Puback(999, ReasonCode.Success));
        await connection.SendAsync(BrokerPackets.Puback(third, ReasonCode.Success));

        var outcomes = await Task.WhenAll(publishing);
        Assert.Equal([PublishOutcome.Confirmed, PublishOutcome.Confirmed, PublishOutcome.Refused], outcomes.Order());
        Assert.True(link.Status.Online);
    }

    [Fact]
    public async Task More_than_the_receive_maximum_without_a_single_puback_ends_the_connection()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { ReceiveMaximum = 3 });
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);

        for (ushort id = 1; id <= 4; id++) await connection.SendAsync(BrokerPackets.Publish("t", "x", id));

        var status = await link.StatusAsync(status => !status.Online);
        Assert.Contains("more QoS 1 messages than the receive maximum", status.Reason!, StringComparison.Ordinal);
        Assert.Equal(3, (await link.TakeAsync(3)).Length);
    }

    [Fact]
    public async Task A_broker_that_says_why_it_leaves_is_quoted()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker));
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);

        await connection.SendAsync(BrokerPackets.Disconnect((ReasonCode)0x8B, "back at six"));

        var status = await link.StatusAsync(status => !status.Online);
        Assert.Equal("the broker ended the connection: server shutting down (0x8B): back at six", status.Reason);
    }

    [Fact]
    public async Task A_broker_that_falls_silent_is_left()
    {
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { KeepAlive = TimeSpan.FromSeconds(1) });
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);

        await connection.ReadAsync(PacketType.Pingreq);

        var status = await link.StatusAsync(status => !status.Online);
        Assert.Contains("ping", status.Reason!, StringComparison.Ordinal);
    }
}
