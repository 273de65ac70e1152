using Arena.Edge.Hardware;

namespace Arena.Edge.Tests.Sensors.Han;

/// <summary>Hardware with one serial port, whose bytes a test sends.</summary>
internal sealed class ScriptedPort : IHardware, ISerialPort
{
    private readonly Queue<(byte[] Bytes, long Ns)> _pieces = new();

    public string Name => "scripted";

    /// <summary>Bytes come, at once or in pieces of a size.</summary>
    public void Send(byte[] bytes, long monotonicNs, int pieces = 1000)
    {
        foreach (var piece in bytes.Chunk(pieces)) _pieces.Enqueue((piece, monotonicNs));
    }

    public II2cBus Bus(int number) => throw new HardwareFault("no bus");

    public IGpioLine OpenLine(LineRequest request) => throw new HardwareFault("no line");

    public ISerialPort OpenSerial(string device) => this;

    public int Take(Span<byte> buffer, out long monotonicNs)
    {
        if (!_pieces.TryDequeue(out var piece))
        {
            monotonicNs = 0;
            return 0;
        }

        monotonicNs = piece.Ns;
        piece.Bytes.CopyTo(buffer);
        return piece.Bytes.Length;
    }

    public void Dispose()
    {
    }
}
