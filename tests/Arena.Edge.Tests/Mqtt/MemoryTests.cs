using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Arena.Mqtt;
using Arena.Mqtt.Mqtt5;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>What a message costs in memory, and that nothing grows without bound.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void Receiving_on_a_known_topic_and_acknowledging_allocates_nothing()
    {
        var packet = BrokerPackets.Publish(
            new MqttPublish("arena/v1/bea/north-03/data", new byte[500], QoS.AtLeastOnce, ContentType: "application/senml+json"), 5);
        var texts = new Utf8Cache();
        var deliveries = new DeliveryBuffer(receiveMaximum: 100, maxBytes: 1 << 20);
        var window = new ReceiveWindow(maximum: 100, resumed: false);
        var taken = new MqttDelivery[1];
        for (var i = 0; i < 100; i++) Once();

        // The shared pool gives arrays back to the collector when that runs, for other tests' sake too: then one round rents a new one.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => AllocatedIn(1000)));

        long AllocatedIn(int messages)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < messages; i++) Once();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Once()
        {
            var buffer = new ReadOnlySequence<byte>(packet);
            Frame.Read(ref buffer, 1 << 20, out var frame, out _);
            PublishPacket.Read(frame.Body.FirstSpan, frame.QoS, out var publish);
            window.Open(publish.PacketId);
            var rented = ArrayPool<byte>.Shared.Rent(publish.Payload.Length);
            publish.Payload.CopyTo(rented);
            deliveries.Add(new MqttDelivery(
                texts.Get(publish.Topic), rented.AsMemory(0, publish.Payload.Length), frame.QoS, false, false, texts.Get(publish.ContentType),
                publish.UserProperties(), new MqttSettlement(1, publish.PacketId, rented)));
            deliveries.Take(taken);
            window.Acknowledge(taken[0].Settlement.PacketId);
            Span<ushort> written = stackalloc ushort[1];
            window.TakeAcknowledged(written);
            DeliveryBuffer.Free(taken[0]);
        }
    }

    [Fact]
    public void A_million_topics_do_not_grow_the_cache_and_every_one_is_read_right()
    {
        var cache = new Utf8Cache(sets: 4);
        var texts = Topics(cache, 1_000_000);

        // What other tests hold at this moment doesn't count: only whether these strings can still be reached.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(texts.Count(text => text.TryGetTarget(out _)), 1, 4 * 4);
        Assert.Same(cache.Get("again"u8), cache.Get("again"u8));
    }

    // Apart, so that no string of the loop is still on the stack when the collector looks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference<string>> Topics(Utf8Cache cache, int count)
    {
        var kept = new List<WeakReference<string>>(1_000);
        Span<byte> topic = stackalloc byte[16];
        for (var i = 0; i < count; i++)
        {
            Assert.True(i.TryFormat(topic, out var length, provider: CultureInfo.InvariantCulture));
            var text = cache.Get(topic[..length]);
            if (text != i.ToString(CultureInfo.InvariantCulture)) Assert.Fail($"topic {i} was read wrong");
            if (i % (count / 1_000) == 0 || i >= count - 100) kept.Add(new WeakReference<string>(text));
        }

        return kept;
    }

    [Fact]
    public void A_text_too_long_to_keep_is_still_read()
    {
        var cache = new Utf8Cache();
        var longText = new string('å', Utf8Cache.LongestKey);

        Assert.Equal(longText, cache.Get(Encoding.UTF8.GetBytes(longText)));
        Assert.Equal("", cache.Get([]));
    }

    [Fact]
    public void Of_what_nobody_took_only_qos_0_stays_when_the_session_is_resumed()
    {
        var deliveries = new DeliveryBuffer(receiveMaximum: 10, maxBytes: 1 << 20);
        for (var i = 0; i < 100; i++)
        {
            var qos = i % 3 == 0 ? QoS.AtMostOnce : QoS.AtLeastOnce;
            deliveries.Add(new MqttDelivery($"{i}", default, qos, false, false, null, null, new MqttSettlement(1, (ushort)i, null)));
        }

        Assert.Equal(66, deliveries.DropUnacknowledged());

        var left = new MqttDelivery[100];
        var count = deliveries.Take(left);
        Assert.Equal(Enumerable.Range(0, 34).Select(i => $"{i * 3}"), left.Take(count).Select(delivery => delivery.Topic));
    }
}
