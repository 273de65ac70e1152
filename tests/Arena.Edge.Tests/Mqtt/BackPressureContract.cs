using System.Globalization;
using Arena.Mqtt;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>What a broker sends too much of waits in its socket, whatever driver reads it. A driver's test class derives from it.</summary>
public abstract class BackPressureContract
{
    protected abstract IMqttLink Create(MqttLinkOptions options);

    [Fact]
    public async Task A_broker_that_overruns_the_maximum_as_old_Mosquittos_do_waits_in_its_socket_and_loses_nothing()
    {
        const int Overrun = 4000;
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { ReceiveMaximum = 100 });
        var connection = await broker.WelcomeAsync();
        await connection.SendAsync(Numbered(1, 100));
        link.Acknowledge(await link.TakeAsync(100));
        for (var i = 0; i < 100; i++) await connection.ReadAsync(PacketType.Puback);

        var sending = connection.SendAllAsync(Numbered(101, Overrun));
        var read = await link.TakeAsync(100 + ReceiveWindow.Spare);

        Assert.Equal(0, link.TakeDeliveries(new MqttDelivery[1]));
        Assert.False(sending.IsCompleted, "The whole overrun was read, though nothing of it was acknowledged.");
        var numbers = read.Select(Number).ToList();
        link.Acknowledge(read);
        while (numbers.Count < Overrun) numbers.AddRange((await link.TakeTextsAsync(1)).Select(Number));
        Assert.Equal(Enumerable.Range(101, Overrun), numbers);
        await sending.WithinAsync();
        Assert.Equal(1, link.Status.Connection);
    }

    [Fact]
    public async Task A_flood_of_qos_0_waits_in_the_socket_and_loses_nothing()
    {
        const int Messages = 4000;
        await using var broker = new HostileBroker();
        await using var link = Start(broker, Options(broker) with { MaxBufferedBytes = 100_000 });
        var connection = await broker.WelcomeAsync();
        var flood = Enumerable.Range(1, Messages).SelectMany(i => BrokerPackets.Publish("t", Padded(i))).ToArray();

        var sending = connection.SendAllAsync(flood);
        var first = await link.TakeAsync(1);

        Assert.False(sending.IsCompleted, "The whole flood was read, though it was more than may be buffered.");
        link.Acknowledge(first);
        var rest = await link.TakeTextsAsync(Messages - 1);
        Assert.Equal(Enumerable.Range(2, Messages - 1), rest.Select(Number));
        await sending.WithinAsync();
    }

    protected static byte[] Numbered(int first, int count) =>
        Enumerable.Range(first, count).SelectMany(i => BrokerPackets.Publish("t", Padded(i), (ushort)i)).ToArray();

    // Long enough that thousands don't fit into the sockets' own buffers.
    protected static string Padded(int number) => number.ToString(CultureInfo.InvariantCulture).PadRight(number > 100 ? 8000 : 10);

    protected static int Number(MqttDelivery delivery) => Number(delivery.Text());

    protected static int Number(string text) => int.Parse(text.AsSpan().TrimEnd(), CultureInfo.InvariantCulture);

    protected static ushort PacketId(byte[] publish)
    {
        var topic = (publish[0] << 8) | publish[1];
        return (ushort)((publish[2 + topic] << 8) | publish[3 + topic]);
    }

    private protected static MqttLinkOptions Options(HostileBroker broker) => new()
    {
        Host = "127.0.0.1",
        Port = broker.Port,
        ClientId = "bounded",
        ConnectTimeout = TimeSpan.FromSeconds(60),
    };

    private protected IMqttLink Start(HostileBroker broker, MqttLinkOptions options)
    {
        Assert.Equal(broker.Port, options.Port);
        var link = Create(options);
        link.Start();
        return link;
    }
}
