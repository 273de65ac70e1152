using System.Text;
using Arena.Mqtt;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>What every driver of <see cref="IMqttLink"/> does against a real Mosquitto. A driver's test class derives from it.</summary>
public abstract partial class MqttLinkContract(MosquittoBroker broker)
{
    private static int _names;

    protected abstract IMqttLink Create(MqttLinkOptions options, ILoggerFactory loggers);

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    public async Task A_message_arrives_as_it_was_sent(QoS qos)
    {
        await using var link = await Link(Subscribed("round/trip")).OnlineAsync();
        var sent = new MqttPublish("round/trip", Encoding.UTF8.GetBytes("27,5 °C"), qos)
        {
            ContentType = "application/senml+json",
            UserProperties = [new("sha256", "ab"), new("plats", "läktare"), new("sha256", "again")],
        };

        Assert.Equal(PublishOutcome.Confirmed, await link.PublishAsync(sent, TestContext.Current.CancellationToken).WithinAsync());

        var got = Assert.Single(await link.TakeAsync(1));
        Assert.Equal("round/trip", got.Topic);
        Assert.Equal("27,5 °C", got.Text());
        Assert.Equal(qos, got.QoS);
        Assert.Equal("application/senml+json", got.ContentType);
        Assert.Equal(sent.UserProperties, got.UserProperties);
        Assert.False(got.Retained);
        Assert.False(got.Duplicate);
        link.Acknowledge([got]);
    }

    [Fact]
    public async Task An_empty_message_without_properties_arrives_empty()
    {
        await using var link = await Link(Subscribed("empty")).OnlineAsync();

        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("empty", ""));

        var got = Assert.Single(await link.TakeAsync(1));
        Assert.True(got.Payload.IsEmpty);
        Assert.Null(got.ContentType);
        Assert.Null(got.UserProperties);
        link.Acknowledge([got]);
    }

    [Fact]
    public async Task Only_who_subscribes_later_sees_the_retained_flag()
    {
        await using var early = await Link(Subscribed("kept")).OnlineAsync();
        await early.SendAsync("kept", "old news", retain: true);
        Assert.False(Assert.Single(await early.TakeAsync(1)).Retained);

        await using var late = await Link(Subscribed("kept")).OnlineAsync();

        var got = Assert.Single(await late.TakeAsync(1));
        Assert.Equal("old news", got.Text());
        Assert.True(got.Retained);
        await early.SendAsync("kept", "", retain: true);
    }

    [Fact]
    public async Task The_broker_confirms_a_message_nobody_subscribed_to()
    {
        await using var link = await Link(Options()).OnlineAsync();

        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("nobody/listens", "hello"));
    }

    [Fact]
    public async Task A_message_older_than_its_expiry_is_not_delivered()
    {
        await using var link = await Link(Options()).OnlineAsync();
        await link.PublishAsync(
            new MqttPublish("expiring", "x"u8.ToArray(), QoS.AtLeastOnce, Retain: true, MessageExpiry: TimeSpan.FromSeconds(1)),
            TestContext.Current.CancellationToken).WithinAsync();

        // The broker's own clock decides when; until then a new subscriber still gets it before the fence.
        var first = "";
        for (var tries = 0; first != "fence"; tries++)
        {
            Assert.True(tries < 10_000, "A retained message that expires after a second was delivered for ever.");
            await using var late = await Link(Subscribed("expiring")).OnlineAsync();
            await link.SendAsync("expiring", "fence");
            first = Assert.Single(await late.TakeTextsAsync(1));
        }
    }

    [Fact]
    public async Task Equal_topics_share_one_string()
    {
        await using var link = await Link(Subscribed("same/+")).OnlineAsync();
        await link.SendAsync("same/topic", "1");
        await link.SendAsync("same/topic", "2");

        var got = await link.TakeAsync(2);

        Assert.Same(got[0].Topic, got[1].Topic);
    }

    [Fact]
    public async Task A_large_payload_arrives_byte_for_byte()
    {
        await using var link = await Link(Subscribed("large") with { MaximumPacketBytes = 8 << 20 }).OnlineAsync();
        var payload = new byte[5_000_001];
        new Random(7).NextBytes(payload);

        var outcome = await link.PublishAsync(new MqttPublish("large", payload, QoS.AtLeastOnce), TestContext.Current.CancellationToken).WithinAsync();

        Assert.Equal(PublishOutcome.Confirmed, outcome);
        var got = Assert.Single(await link.TakeAsync(1));
        Assert.True(got.Payload.Span.SequenceEqual(payload));
        link.Acknowledge([got]);
    }

    [Fact]
    public async Task Many_publishers_at_once_are_all_confirmed_and_all_arrive()
    {
        const int Publishers = 64, Each = 50;
        await using var link = await Link(Subscribed("crowd/#") with { MaxInFlight = 20 }).OnlineAsync();

        var publishing = Enumerable.Range(0, Publishers).Select(async publisher =>
        {
            for (var i = 0; i < Each; i++)
                Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync($"crowd/{publisher}", $"{publisher}-{i}"));
        });
        var taking = Task.Run(async () =>
        {
            var seen = new List<string>();
            while (seen.Count < Publishers * Each) seen.AddRange(await link.TakeTextsAsync(1));
            return seen;
        });
        await Task.WhenAll(publishing);

        var seen = await taking.WithinAsync();
        Assert.Equal(Publishers * Each, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_message_the_caller_got_wrong_is_an_error_that_names_it()
    {
        await using var link = await Link(Options()).OnlineAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => link.SendAsync("bins/+", "x"));

        Assert.Contains("bins/+", error.Message, StringComparison.Ordinal);
        Assert.Contains("wildcard", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_ends_every_wait()
    {
        var link = await Link(Subscribed("quiet")).OnlineAsync();
        var deliveries = link.WaitForDeliveriesAsync(CancellationToken.None).AsTask();
        var status = link.Status;

        await link.DisposeAsync().WithinAsync();

        Assert.False(await deliveries.WithinAsync());
        var last = await link.WaitForStatusAsync(status, CancellationToken.None).WithinAsync();
        Assert.False(last.Online);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => link.WaitForStatusAsync(last, CancellationToken.None).WithinAsync());
        Assert.Equal(PublishOutcome.Unconfirmed, await link.SendAsync("quiet", "too late"));
    }

    protected MqttLinkOptions Options(int? port = null) => new()
    {
        Host = "127.0.0.1",
        Port = port ?? broker.Port,
        ClientId = $"test-{Interlocked.Increment(ref _names)}",
        ReconnectDelay = TimeSpan.FromMilliseconds(20),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(500),
        ConnectTimeout = TimeSpan.FromSeconds(30),
    };

    protected MqttLinkOptions Subscribed(string filter, QoS qos = QoS.AtLeastOnce) =>
        Options() with { Subscriptions = [new MqttSubscription(filter, qos)] };

    protected IMqttLink Link(MqttLinkOptions options) => Create(options, NullLoggerFactory.Instance);
}
