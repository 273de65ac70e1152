using Arena.Edge.Tests.Time;
using Arena.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>A link that leaves its socket alone after it read little.</summary>
public sealed class ReadPauseTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task The_first_delivery_comes_at_once_and_what_trickles_in_after_it_together_after_the_pause()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Start(broker, time);
        var connection = await broker.WelcomeAsync();
        await connection.SendAsync(BrokerPackets.Publish("t", "first", 1));
        Assert.Equal(["first"], await link.TakeTextsAsync(1));

        await time.TimerWithinAsync(Pause, CancellationToken.None).WithinAsync("the pause");

        // In one segment: what came apart could be read apart, and this clock ends one pause only.
        await connection.SendAsync([.. BrokerPackets.Publish("t", "second", 2), .. BrokerPackets.Publish("t", "third", 3)]);
        Assert.Equal(0, link.TakeDeliveries(new MqttDelivery[1]));
        time.Advance(Pause);
        Assert.Equal(["second", "third"], await link.TakeTextsAsync(2));
        connection.Close();
    }

    [Fact]
    public async Task A_broker_that_goes_away_during_the_pause_is_noticed_after_it_and_what_it_sent_before_is_kept()
    {
        var time = new ManualTime();
        await using var broker = new HostileBroker();
        await using var link = Start(broker, time);
        var connection = await broker.WelcomeAsync();
        await connection.SendAsync(BrokerPackets.Publish("t", "first", 1));
        await time.TimerWithinAsync(Pause, CancellationToken.None).WithinAsync("the pause");
        await connection.SendAsync(BrokerPackets.Publish("t", "last", 2));
        connection.Close();
        time.Advance(Pause);
        Assert.Equal(["first", "last"], await link.TakeTextsAsync(2));
        await time.TimerWithinAsync(Pause, CancellationToken.None).WithinAsync("the pause after the last");
        time.Advance(Pause);
        await link.StatusAsync(status => !status.Online);
    }

    private static IMqttLink Start(HostileBroker broker, ManualTime time)
    {
        var options = new MqttLinkOptions { Host = "127.0.0.1", Port = broker.Port, ClientId = "pauses", KeepAlive = TimeSpan.FromMinutes(5), ReadPause = Pause };
        var link = MqttLinks.Create(options, time, NullLoggerFactory.Instance);
        link.Start();
        return link;
    }
}
