using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Arena.Mqtt;
using Arena.Mqtt.Links;
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
        var payloads = new PayloadMemory();
        var taken = new MqttDelivery[1];
        for (var i = 0; i < 100; i++) Once();

        Assert.Equal(0, AllocatedIn(1000));

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
            var payload = payloads.Keep(publish.Payload, out var block);
            deliveries.Add(new MqttDelivery(
                texts.Get(publish.Topic), payload, frame.QoS, false, false, texts.Get(publish.ContentType),
                publish.UserProperties(), new MqttSettlement(1, publish.PacketId, block)));
            deliveries.Take(taken);
            window.Acknowledge(taken, connection: 1);
            Span<ushort> written = stackalloc ushort[1];
            window.TakeAcknowledged(written);
            DeliveryBuffer.Free(taken);
        }
    }

    [Fact]
    public void Payloads_stay_as_they_came_until_their_own_delivery_is_settled_in_whatever_order_and_their_memory_comes_back()
    {
        var (payloads, random) = (new PayloadMemory(), new Random(4711));
        var held = new List<(byte[] Sent, ReadOnlyMemory<byte> Kept, PayloadBlock? Block)>();
        var blocks = new HashSet<PayloadBlock>();
        for (var i = 0; i < 20_000; i++)
        {
            var sent = new byte[random.Next(10) == 0 ? random.Next(40_000) : random.Next(1_000)];
            random.NextBytes(sent);
            var kept = payloads.Keep(sent, out var block);
            held.Add((sent, kept, block));
            if (sent.Length is > 0 and <= PayloadMemory.BlockBytes / 4) blocks.Add(block!);
            while (held.Count > 100)
            {
                var place = random.Next(held.Count);
                var delivery = held[place];
                Assert.True(delivery.Kept.Span.SequenceEqual(delivery.Sent));
                delivery.Block?.Release(1);
                held.RemoveAt(place);
            }
        }

        // 100 unsettled hold 100 blocks at the most; all of the 20,000 in turn went through not many more.
        Assert.InRange(blocks.Count, 1, 200);
    }

    [Fact]
    public void A_payload_that_is_settled_twice_is_said()
    {
        var payloads = new PayloadMemory();
        payloads.Keep(new byte[20_000], out var block);
        block!.Release(1);
        Assert.Throws<InvalidOperationException>(() => block.Release(1));
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
