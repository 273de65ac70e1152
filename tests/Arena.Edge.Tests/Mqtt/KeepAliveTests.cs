using Arena.Edge.Tests.Time;
using Arena.Mqtt;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>What the link does as time passes, on a clock that the test moves.</summary>
public sealed class KeepAliveTests
{
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task A_peer_that_never_answers_is_found_dead_at_one_and_a_half_keep_alives()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Create(broker, time);
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);

        await PassHalfAsync(time);
        await connection.ReadAsync(PacketType.Pingreq);
        await PassHalfAsync(time);
        await connection.ReadAsync(PacketType.Pingreq);
        await time.TimerWithinAsync(Half, CancellationToken.None).WithinAsync("the last deadline");
        time.Advance(Half - TimeSpan.FromMilliseconds(1));
        Assert.True(link.Status.Online);
        time.Advance(TimeSpan.FromMilliseconds(1));

        var status = await link.StatusAsync(status => !status.Online);
        Assert.Contains("silent for 30.0 s", status.Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_answers_pings_stays()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Create(broker, time);
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);

        for (var i = 0; i < 20; i++)
        {
            await PassHalfAsync(time);
            await connection.ReadAsync(PacketType.Pingreq);
            // Once the message is here, the answer before it has been read.
            await connection.SendAsync([.. BrokerPackets.Pingresp, .. BrokerPackets.Publish("t", $"{i}")]);
            Assert.Equal([$"{i}"], await link.TakeTextsAsync(1));
        }

        Assert.Equal(1, link.Status.Connection);
        connection.Close();
    }

    [Fact]
    public async Task The_brokers_own_keep_alive_counts()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Create(broker, time);
        var connection = await broker.WelcomeAsync(BrokerPackets.Connack(properties: [BrokerPackets.UInt16(PropertyId.ServerKeepAlive, 4)]));
        await link.OnlineAgainAsync(0);

        await time.TimerWithinAsync(TimeSpan.FromSeconds(2), CancellationToken.None).WithinAsync("a ping after half of 4 s");
        time.Advance(TimeSpan.FromSeconds(2));

        await connection.ReadAsync(PacketType.Pingreq);
        connection.Close();
    }

    [Fact]
    public async Task A_broker_that_never_says_connack_is_left_after_the_connect_timeout()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Create(broker, time);
        var connection = await broker.AcceptAsync();
        await connection.ReadAsync(PacketType.Connect);

        time.Advance(TimeSpan.FromSeconds(60));

        var status = await link.StatusAsync(status => status.Reason!.Contains("60 s", StringComparison.Ordinal));
        Assert.Equal("no answer within 60 s", status.Reason);
    }

    [Fact]
    public async Task A_takeover_is_a_warning_of_its_own_and_waits_the_long_pause()
    {
        var time = new ManualTime();
        using var log = new LogBook();
        await using var broker = new HostileBroker();
        await using var link = Create(broker, time, log);
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(0);

        await connection.SendAsync(BrokerPackets.Disconnect(ReasonCode.SessionTakenOver));

        var (level, message) = await log.NextWithAsync("taken over");
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("'punctual'", link.Status.Reason!, StringComparison.Ordinal);
        Assert.Contains("punctual", message, StringComparison.Ordinal);
        await ComesBackAfterLongestAsync(broker, link, time);
    }

    [Fact]
    public async Task A_refused_subscription_is_named_in_the_status_and_tried_again_after_the_long_pause()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Create(broker, time, subscriptions: [new("good/#", QoS.AtLeastOnce), new("secret/#", QoS.AtLeastOnce)]);
        var connection = await broker.WelcomeAsync();
        await connection.GrantAsync(1, 0x87);

        await connection.FarewellAsync();
        connection.Close();
        var status = await link.StatusAsync(status => status.Reason!.Contains("subscription", StringComparison.Ordinal));
        Assert.False(status.Online);
        Assert.Equal("the broker refused the subscription 'secret/#': not authorised (0x87)", status.Reason);
        await time.TimerWithinAsync(Longest, CancellationToken.None).WithinAsync();
        time.Advance(Longest - TimeSpan.FromMilliseconds(1));
        Assert.False(broker.ClientWaits);
        time.Advance(TimeSpan.FromMilliseconds(1));
        var again = await broker.WelcomeAsync();
        await again.GrantAsync(1, 1);
        await link.OnlineAgainAsync(0);
        again.Close();
    }

    [Fact]
    public async Task A_broker_without_shared_subscriptions_is_told_from_one_that_is_away()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Create(broker, time, subscriptions: [new("$share/ingest/data/#", QoS.AtLeastOnce)]);
        await broker.WelcomeAsync(BrokerPackets.Connack(properties: [BrokerPackets.Byte(PropertyId.SharedSubscriptions, 0)]));

        var status = await link.StatusAsync(status => status.Reason!.Contains("shared", StringComparison.Ordinal));

        Assert.Contains("$share/ingest/data/#", status.Reason!, StringComparison.Ordinal);
    }

    private static async Task ComesBackAfterLongestAsync(HostileBroker broker, IMqttLink link, ManualTime time)
    {
        await time.TimerWithinAsync(Longest, CancellationToken.None).WithinAsync("the long pause");
        time.Advance(Longest - TimeSpan.FromMilliseconds(1));
        Assert.False(broker.ClientWaits);
        time.Advance(TimeSpan.FromMilliseconds(1));
        var connection = await broker.WelcomeAsync();
        await link.OnlineAgainAsync(1);
        connection.Close();
    }

    private static async Task PassHalfAsync(ManualTime time)
    {
        await time.TimerWithinAsync(Half, CancellationToken.None).WithinAsync("the next ping's timer");
        time.Advance(Half);
    }

    private static IMqttLink Create(HostileBroker broker, ManualTime time, LogBook? log = null, IReadOnlyList<MqttSubscription>? subscriptions = null)
    {
        var link = MqttLinks.Create(
            new MqttLinkOptions
            {
                Host = "127.0.0.1",
                Port = broker.Port,
                ClientId = "punctual",
                KeepAlive = 2 * Half,
                ReconnectDelay = TimeSpan.FromSeconds(1),
                MaxReconnectDelay = Longest,
                ConnectTimeout = TimeSpan.FromSeconds(60),
                Subscriptions = subscriptions ?? [],
            },
            time,
            log ?? new LogBook());
        link.Start();
        return link;
    }
}
