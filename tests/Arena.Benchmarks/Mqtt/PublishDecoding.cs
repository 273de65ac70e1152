using System.Buffers;
using Arena.Mqtt;
using Arena.Mqtt.Mqtt5;
using BenchmarkDotNet.Attributes;

namespace Arena.Benchmarks.Mqtt;

/// <summary>
/// A stream of QoS 1 PUBLISH packets, as from the venue's 18 nodes with batches of 600 bytes: framed, decoded, texts interned, payload copied into
/// pooled memory. One operation is one message.
/// </summary>
[MemoryDiagnoser]
public class PublishDecoding
{
    private const int Messages = 10_000;
    private const int Nodes = 18;
    private const int PayloadBytes = 600;

    private readonly Utf8Cache _texts = new();
    private ReadOnlySequence<byte> _stream;

    [GlobalSetup]
    public void Write()
    {
        var to = new ArrayBufferWriter<byte>();
        for (var i = 0; i < Messages; i++)
        {
            var message = new MqttPublish(
                $"arena/v1/borlange-energi-arena/node-{i % Nodes}/data", new byte[PayloadBytes], QoS.AtLeastOnce, ContentType: "application/senml+json");
            PacketWriter.Publish(to, message, (ushort)(1 + i));
        }

        _stream = new ReadOnlySequence<byte>(to.WrittenMemory);
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int Decode()
    {
        var buffer = _stream;
        var bytes = 0;
        while (Frame.Read(ref buffer, 1 << 20, out var frame, out _) == FrameRead.Packet)
        {
            if (PublishPacket.Read(frame.Body.FirstSpan, frame.QoS, out var packet) is not null) return -1;
            var rented = ArrayPool<byte>.Shared.Rent(packet.Payload.Length);
            packet.Payload.CopyTo(rented);
            bytes += _texts.Get(packet.Topic).Length + _texts.Get(packet.ContentType).Length + rented.Length;
            ArrayPool<byte>.Shared.Return(rented);
        }

        return bytes;
    }
}
