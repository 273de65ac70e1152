using Arena.Mqtt;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

public abstract partial class MqttLinkContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task The_will_is_published_when_the_socket_dies_and_not_when_the_link_is_disposed()
    {
        await using var watcher = await Link(Subscribed("state/+")).OnlineAsync();
        await using var gate = new TcpGate(broker.Port);
        await using var dying = await Link(Options(gate.Port) with
        {
            Will = new MqttPublish("state/dying", "offline"u8.ToArray(), QoS.AtLeastOnce, ContentType: "text/plain"),
        }).OnlineAsync();
        var leaving = await Link(Options() with { Will = new MqttPublish("state/leaving", "wrong"u8.ToArray(), QoS.AtLeastOnce) }).OnlineAsync();

        await leaving.DisposeAsync().WithinAsync();
        gate.Cut();

        var will = Assert.Single(await watcher.TakeAsync(1));
        Assert.Equal("state/dying", will.Topic);
        Assert.Equal("offline", will.Text());
        Assert.Equal("text/plain", will.ContentType);
    }

    [Fact]
    public async Task A_session_that_is_resumed_brings_what_was_queued()
    {
        await using var sender = await Link(Options()).OnlineAsync();
        await using var gate = new TcpGate(broker.Port);
        var options = Subscribed("queued") with { Port = gate.Port, SessionExpiry = Hour };
        await using (var first = await Link(options).OnlineAsync()) Assert.False(first.Status.SessionPresent);
        await sender.SendAsync("queued", "while away");

        await using var second = await Link(options).OnlineAsync();

        Assert.True(second.Status.SessionPresent);
        Assert.Equal(["while away"], await second.TakeTextsAsync(1));
    }

    [Fact]
    public async Task A_clean_start_leaves_the_old_session_behind_on_the_first_connection_only()
    {
        await using var sender = await Link(Options()).OnlineAsync();
        await using var gate = new TcpGate(broker.Port);
        var options = Subscribed("cleaned") with { Port = gate.Port, SessionExpiry = Hour };
        await (await Link(options).OnlineAsync()).DisposeAsync().WithinAsync();
        await sender.SendAsync("cleaned", "forgotten");

        await using var link = await Link(options with { CleanStart = true }).OnlineAsync();
        Assert.False(link.Status.SessionPresent);
        gate.Cut();
        Assert.True((await link.OnlineAgainAsync(1)).SessionPresent);
        await sender.SendAsync("cleaned", "after");

        Assert.Equal(["after"], await link.TakeTextsAsync(1));
    }

    [Fact]
    public async Task Nothing_beyond_the_receive_maximum_comes_until_something_is_acknowledged()
    {
        await using var sender = await Link(Options()).OnlineAsync();
        await using var link = await Link(Subscribed("window") with { ReceiveMaximum = 3 }).OnlineAsync();
        for (var i = 1; i <= 10; i++) await sender.SendAsync("window", $"{i}");

        var first = await link.TakeAsync(3);
        // The broker answers in order on one connection: had it sent a fourth, it would be here before this confirmation.
        await link.SendAsync("window/other", "fence");
        Assert.Equal(0, link.TakeDeliveries(new MqttDelivery[1]));

        // All three at once: Mosquitto before 2.0.13 overruns the maximum after the first PUBACK of several.
        link.Acknowledge(first);
        Assert.Equal(["4", "5", "6"], await link.TakeTextsAsync(3));
        Assert.Equal(["7", "8", "9", "10"], await link.TakeTextsAsync(4));
    }

    [Fact]
    public async Task What_was_not_acknowledged_comes_again_and_an_old_acknowledgement_does_not_settle_it()
    {
        await using var sender = await Link(Options()).OnlineAsync();
        await using var gate = new TcpGate(broker.Port);
        await using var link = await Link(Subscribed("again") with { Port = gate.Port, SessionExpiry = Hour }).OnlineAsync();
        await sender.SendAsync("again", "precious");
        var before = await link.TakeAsync(1);

        gate.Cut();
        Assert.True((await link.OnlineAgainAsync(1)).SessionPresent);
        var after = await link.TakeAsync(1);
        Assert.Equal("precious", after[0].Text());
        Assert.True(after[0].Duplicate);

        // The identifier is the same; the connection isn't. Acknowledged for the old one only, it must come a third time.
        Assert.Equal(before[0].Settlement.PacketId, after[0].Settlement.PacketId);
        link.Acknowledge(before);
        gate.Cut();
        await link.OnlineAgainAsync(2);
        Assert.Equal(["precious"], await link.TakeTextsAsync(1));

        await link.SendAsync("fence", "the PUBACK went before this");
        gate.Cut();
        await link.OnlineAgainAsync(3);
        await sender.SendAsync("again", "next");
        Assert.Equal(["next"], await link.TakeTextsAsync(1));
    }

    [Fact]
    public async Task A_member_that_leaves_its_share_group_is_dealt_nothing_more_and_keeps_what_it_was_dealt()
    {
        const string Share = "$share/ingest/left/+";
        await using var sender = await Link(Options()).OnlineAsync();
        await using var stays = await Link(Subscribed(Share)).OnlineAsync();
        await using var leaves = await Link(Subscribed(Share)).OnlineAsync();
        for (var i = 0; i < 4; i++) await sender.SendAsync("left/data", "before");

        Assert.True(await leaves.UnsubscribeAsync(Share, TestContext.Current.CancellationToken).WithinAsync("UNSUBACK"));
        for (var i = 0; i < 4; i++) await sender.SendAsync("left/data", "after");

        Assert.Equal(["before", "before"], await leaves.TakeTextsAsync(2));
        Assert.Equal(["before", "before", "after", "after", "after", "after"], await stays.TakeTextsAsync(6));
        Assert.Equal(0, leaves.TakeDeliveries(new MqttDelivery[1]));
    }

    [Fact]
    public async Task Without_a_connection_no_subscription_is_ended()
    {
        await using var link = Link(Subscribed("nobody"));

        Assert.False(await link.UnsubscribeAsync("nobody", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Members_of_a_share_group_each_get_their_part()
    {
        const int Messages = 40;
        await using var sender = await Link(Options()).OnlineAsync();
        await using var one = await Link(Subscribed("$share/ingest/shared/+")).OnlineAsync();
        await using var two = await Link(Subscribed("$share/ingest/shared/+")).OnlineAsync();
        var taken = System.Threading.Channels.Channel.CreateUnbounded<(int Member, string Text)>();
        using var enough = new CancellationTokenSource();
        var members = new[] { one, two }.Select(async (link, member) =>
        {
            var buffer = new MqttDelivery[8];
            while (!enough.IsCancellationRequested && await link.WaitForDeliveriesAsync(CancellationToken.None))
            {
                var count = link.TakeDeliveries(buffer);
                foreach (var delivery in buffer.AsSpan(0, count)) taken.Writer.TryWrite((member, delivery.Text()));
                link.Acknowledge(buffer.AsSpan(0, count));
            }
        }).ToArray();

        for (var i = 0; i < Messages; i++) await sender.SendAsync("shared/data", $"{i}");

        var got = new List<(int Member, string Text)>();
        while (got.Count < Messages) got.Add(await taken.Reader.ReadAsync().WithinAsync());
        await enough.CancelAsync();
        await one.DisposeAsync().WithinAsync();
        await two.DisposeAsync().WithinAsync();
        await Task.WhenAll(members).WithinAsync();
        Assert.Equal(Messages, got.Select(entry => entry.Text).Distinct().Count());
        Assert.Equal([0, 1], got.Select(entry => entry.Member).Distinct().Order());
        Assert.False(taken.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_client_whose_identifier_is_taken_over_goes_offline_and_leaves_the_other_in_peace()
    {
        var options = Options() with { ReconnectDelay = Hour, MaxReconnectDelay = Hour };
        await using var first = await Link(options).OnlineAsync();

        await using var second = await Link(options).OnlineAsync();

        var status = await first.StatusAsync(status => !status.Online);
        Assert.False(string.IsNullOrEmpty(status.Reason));
        Assert.Equal(PublishOutcome.Confirmed, await second.SendAsync("still/here", "and stays"));
        Assert.Equal(1, second.Status.Connection);
    }
}
