using Arena.Mqtt;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

public abstract partial class MqttLinkContract
{
    [Fact]
    public async Task After_a_broker_was_killed_and_restarted_the_link_is_subscribed_again()
    {
        await using var mortal = await MosquittoBroker.StartAsync("allow_anonymous true");
        await using var link = await Link(Subscribed("phoenix") with { Port = mortal.Port }).OnlineAsync();

        await mortal.KillAsync();
        var offline = await link.StatusAsync(status => !status.Online);
        Assert.False(string.IsNullOrEmpty(offline.Reason));
        Assert.Equal(PublishOutcome.Unconfirmed, await link.SendAsync("phoenix", "into the void"));
        await mortal.RestartAsync();

        var online = await link.OnlineAgainAsync(1);
        Assert.False(online.SessionPresent);
        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("phoenix", "back"));
        Assert.Equal(["back"], await link.TakeTextsAsync(1));
    }

    [Fact]
    public async Task A_link_waits_for_a_broker_that_is_not_there_yet()
    {
        await using var late = await MosquittoBroker.StartAsync("allow_anonymous true");
        await late.KillAsync();
        await using var link = Link(Options(late.Port));
        link.Start();
        await link.StatusAsync(status => status.Reason is { } reason && !reason.Contains("not connected yet", StringComparison.Ordinal));

        await late.RestartAsync();

        await link.OnlineAgainAsync(0);
    }

    [Fact]
    public async Task Publishes_without_a_puback_are_unconfirmed_when_the_connection_breaks()
    {
        await using var gate = new TcpGate(broker.Port);
        await using var link = await Link(Options(gate.Port) with { MaxInFlight = 4 }).OnlineAsync();
        gate.Freeze();
        // More than fit in flight, so that some were written and some wait for their place.
        var publishing = Enumerable.Range(0, 12).Select(i => link.SendAsync("lost", $"{i}")).ToArray();
        Assert.DoesNotContain(publishing, task => task.IsCompleted);

        gate.Cut();

        Assert.All(await Task.WhenAll(publishing), outcome => Assert.Equal(PublishOutcome.Unconfirmed, outcome));
        await link.OnlineAgainAsync(1);
        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("lost", "found"));
    }

    [Fact]
    public async Task A_cancelled_publish_is_cancelled_and_gives_its_place_to_the_next()
    {
        await using var gate = new TcpGate(broker.Port);
        await using var link = await Link(Options(gate.Port) with { MaxInFlight = 1 }).OnlineAsync();
        gate.Freeze();
        using var cancel = new CancellationTokenSource();
        var written = link.SendAsync("one/place", "written");
        var waiting = link.PublishAsync(new MqttPublish("one/place", "waits"u8.ToArray(), QoS.AtLeastOnce), cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WithinAsync());
        gate.Thaw();
        Assert.Equal(PublishOutcome.Confirmed, await written);
        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("one/place", "next"));
    }

    [Fact]
    public async Task A_publish_the_access_list_forbids_is_refused()
    {
        await using var guarded = await MosquittoBroker.StartAsync(
            "allow_anonymous true\nacl_file {folder}/acl", ("acl", "topic read #\ntopic write allowed/#\n"));
        await using var link = await Link(Subscribed("#") with { Port = guarded.Port }).OnlineAsync();

        Assert.Equal(PublishOutcome.Refused, await link.SendAsync("forbidden/place", "no"));
        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("allowed/place", "yes"));
        Assert.Equal(["yes"], await link.TakeTextsAsync(1));
    }

    [Fact]
    public async Task A_client_that_is_not_let_in_says_why()
    {
        await using var locked = await MosquittoBroker.StartAsync("allow_anonymous false");
        await using var link = Link(Options(locked.Port) with { UserName = "nobody", Password = "wrong" });
        link.Start();

        var status = await link.StatusAsync(status => status.Reason is { } reason && reason.Contains("refused", StringComparison.Ordinal));

        Assert.Contains("not authorised", status.Reason!, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", status.Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packet_larger_than_the_broker_takes_is_refused_and_the_connection_stays()
    {
        await using var small = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_packet_size 2000");
        await using var link = await Link(Options(small.Port)).OnlineAsync();

        Assert.Equal(PublishOutcome.Refused, await link.SendAsync("size", new string('x', 2000)));
        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("size", new string('x', 1000)));
        Assert.Equal(1, link.Status.Connection);
    }

    [Fact]
    public async Task A_broker_without_qos_1_refuses_it_and_takes_qos_0()
    {
        await using var plain = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_qos 0\nretain_available false");
        await using var link = await Link(Options(plain.Port)).OnlineAsync();

        Assert.Equal(PublishOutcome.Refused, await link.SendAsync("level", "one"));
        Assert.Equal(PublishOutcome.Refused, await link.SendAsync("level", "kept", QoS.AtMostOnce, retain: true));
        Assert.Equal(PublishOutcome.Confirmed, await link.SendAsync("level", "zero", QoS.AtMostOnce));
    }
}
