using System.Globalization;
using System.Text;
using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Edge.Sensors.Han;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Ports;

/// <summary>An emulated electricity meter with its HAN port open: a telegram each ten seconds, as the Swedish recommendation has it.</summary>
/// <remarks>Telegrams are made when someone asks for them. Phases share the power unevenly; cos φ is 0.95.</remarks>
internal sealed class HanMeter(TimeProvider time, HanRegister goesIn, HanRegister goesOut, int phases, Noise noise) : ISerialPort
{
    private const long EveryUs = 10_000_000;

    /// <summary>What a port would keep: ten minutes.</summary>
    private const int MostWaiting = 60;

    private const double TangentOfPhi = 0.329;
    private const double CosineOfPhi = 0.95;

    private readonly Queue<(long MonotonicNs, ReadOnlyMemory<byte> Bytes)> _pieces = new();
    private (long MonotonicNs, ReadOnlyMemory<byte> Bytes) _begun;
    private long _lastUs = UnixTime.From(time.GetUtcNow()).Microseconds;

    public int Take(Span<byte> buffer, out long monotonicNs)
    {
        Send();
        if (_begun.Bytes.IsEmpty && !_pieces.TryDequeue(out _begun))
        {
            monotonicNs = 0;
            return 0;
        }

        monotonicNs = _begun.MonotonicNs;
        var taken = Math.Min(buffer.Length, _begun.Bytes.Length);
        _begun.Bytes.Span[..taken].CopyTo(buffer);
        _begun.Bytes = _begun.Bytes[taken..];
        return taken;
    }

    private void Send()
    {
        var nowUs = UnixTime.From(time.GetUtcNow()).Microseconds;
        var nowNs = (long)((Int128)time.GetTimestamp() * 1_000_000_000 / time.TimestampFrequency);
        var firstUs = Math.Max(_lastUs, nowUs - (MostWaiting * EveryUs));
        for (var us = ((firstUs / EveryUs) + 1) * EveryUs; us <= nowUs; us += EveryUs)
        {
            goesIn.MoveTo(us);
            goesOut.MoveTo(us);
            _pieces.Enqueue((nowNs - ((nowUs - us) * 1000), Telegram(us)));
            _lastUs = us;
        }
    }

    private byte[] Telegram(long us)
    {
        var text = new StringBuilder("/ARE5VIRTUAL\r\n\r\n");
        var swedish = DateTimeOffset.UnixEpoch.AddMicroseconds(us).ToOffset(TimeSpan.FromHours(1));
        Line("0-0:1.0.0", swedish.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture) + "W");
        Line("1-0:1.8.0", Kilo(goesIn.Wh, 12, "kWh"));
        Line("1-0:2.8.0", Kilo(goesOut.Wh, 12, "kWh"));
        Line("1-0:3.8.0", Kilo(goesIn.Wh * TangentOfPhi, 12, "kvarh"));
        Line("1-0:4.8.0", Kilo(0, 12, "kvarh"));
        Line("1-0:1.7.0", Kilo(goesIn.W, 8, "kW"));
        Line("1-0:2.7.0", Kilo(goesOut.W, 8, "kW"));
        Line("1-0:3.7.0", Kilo(goesIn.W * TangentOfPhi, 8, "kvar"));
        Line("1-0:4.7.0", Kilo(0, 8, "kvar"));
        for (var phase = 1; phase <= phases; phase++)
        {
            var share = Share(phase);
            var volts = 230 + (4 * noise.Smooth(us + (phase * 7_000_000_000), 300_000_000));
            Line(Code(phase, 1, 7), Kilo(goesIn.W * share, 8, "kW"));
            Line(Code(phase, 2, 7), Kilo(goesOut.W * share, 8, "kW"));
            Line(Code(phase, 12, 7), Number(volts, "000.0", "V"));
            Line(Code(phase, 11, 7), Number((goesIn.W + goesOut.W) * share / volts / CosineOfPhi, "000.0", "A"));
        }

        text.Append('!');
        text.Append(Crc16.Of(Encoding.ASCII.GetBytes(text.ToString())).ToString("X4", CultureInfo.InvariantCulture)).Append("\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());

        void Line(string code, string value) => text.Append(CultureInfo.InvariantCulture, $"{code}({value})\r\n");
    }

    /// <summary>Of the first phase 21.7.0, of the second 41.7.0: the phase's twenties.</summary>
    private static string Code(int phase, int quantity, int kind) => string.Create(CultureInfo.InvariantCulture, $"1-0:{(20 * phase) + quantity}.{kind}.0");

    private double Share(int phase)
    {
        var all = Enumerable.Range(1, phases).Sum(one => 1 + noise.At(one));
        return (1 + noise.At(phase)) / all;
    }

    private static string Kilo(double value, int width, string unit) =>
        Number(value / 1000, "0.000", unit).PadLeft(width + 1 + unit.Length, '0');

    private static string Number(double value, string format, string unit) => $"{value.ToString(format, CultureInfo.InvariantCulture)}*{unit}";

    public void Dispose()
    {
    }
}
