using System.Text;
using Arena.Mqtt;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>What tests do with any link.</summary>
internal static class LinkExtensions
{
    /// <summary>Starts it and waits until it is online.</summary>
    public static async Task<IMqttLink> OnlineAsync(this IMqttLink link)
    {
        link.Start();
        await link.OnlineAgainAsync(0);
        return link;
    }

    /// <summary>Waits for a connection later than the given one.</summary>
    public static Task<MqttLinkStatus> OnlineAgainAsync(this IMqttLink link, int after) =>
        link.StatusAsync(status => status.Online && status.Connection > after);

    public static async Task<MqttLinkStatus> StatusAsync(this IMqttLink link, Func<MqttLinkStatus, bool> wanted)
    {
        var status = link.Status;
        while (!wanted(status))
        {
            status = await link.WaitForStatusAsync(status, TestContext.Current.CancellationToken).WithinAsync($"another status than {status}");
        }

        return status;
    }

    /// <summary>Takes exactly so many deliveries, without acknowledging them.</summary>
    public static async Task<MqttDelivery[]> TakeAsync(this IMqttLink link, int count)
    {
        var taken = new MqttDelivery[count];
        for (var have = 0; have < count;)
        {
            Assert.True(await link.WaitForDeliveriesAsync(TestContext.Current.CancellationToken).WithinAsync($"delivery {have + 1} of {count}"));
            have += link.TakeDeliveries(taken.AsSpan(have));
        }

        return taken;
    }

    /// <summary>Takes and acknowledges so many and returns their payloads as text.</summary>
    public static async Task<string[]> TakeTextsAsync(this IMqttLink link, int count)
    {
        var taken = await link.TakeAsync(count);
        var texts = taken.Select(delivery => delivery.Text()).ToArray();
        link.Acknowledge(taken);
        return texts;
    }

    public static string Text(this MqttDelivery delivery) => Encoding.UTF8.GetString(delivery.Payload.Span);

    public static Task<PublishOutcome> SendAsync(this IMqttLink link, string topic, string text, QoS qos = QoS.AtLeastOnce, bool retain = false) =>
        link.PublishAsync(new MqttPublish(topic, Encoding.UTF8.GetBytes(text), qos, retain), TestContext.Current.CancellationToken)
            .WithinAsync($"the settlement of '{text}'");
}
