using System.Buffers.Binary;
using Arena.Edge.Hardware;
using static Arena.Edge.Sensors.Current.Ads1115Registers;

namespace Arena.Edge.Sensors.Current;

/// <summary>An ADS1115: measures an input over whole mains periods. Registers: <see cref="Ads1115Registers"/>. Clamps on one chip take turns.</summary>
/// <remarks>
/// Single shots, because only then the chip says of each conversion that it is done: about 400 a second on a bus of 100 kHz. That is less than the
/// 860 of continuous mode, whose conversions are read unseen: one twice, another never.
/// </remarks>
internal sealed class Ads1115(IHardware hardware, int bus, int address, TimeProvider time) : IDisposable
{
    /// <summary>A conversion takes 1/860 s, 10 % more at most.</summary>
    private static readonly TimeSpan MaxConversion = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxMeasuring = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    /// <summary>So many looks at the ready bit are free: the bus itself takes the time of a conversion for them.</summary>
    private const int PollsWithoutWaiting = 3;

    /// <summary>So many different readings don't all end in four zero bits by chance.</summary>
    private const int ManyValues = 16;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Measures an input over <see cref="MainsPeriods.Wanted"/> periods of the mains.</summary>
    /// <exception cref="SensorFault">Not ready in time, at the end of its range, another chip, or too few readings.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    public async ValueTask<Wave> MeasureAsync(string input, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var periods = new MainsPeriods();
            var (start, stepV) = (time.GetTimestamp(), StepV(input));
            var seen = new HashSet<short>();
            var readings = 0;
            while (periods.Good < MainsPeriods.Wanted && time.GetElapsedTime(start) < MaxMeasuring)
            {
                var config = StartOf(input);
                Write(config);
                var at = time.GetElapsedTime(start);
                var raw = await ConvertAsync(config, cancellationToken);
                if (raw is Highest or Lowest)
                    throw Fault($"is at the end of its range on {input}: more current than the burden resistor is for, or a loose wire");
                periods.Add(at.TotalSeconds, raw * stepV);
                seen.Add(raw);
                readings++;
            }

            if (periods.Good < MainsPeriods.Least)
                throw Fault($"gave {readings} readings in {periods.Good} whole mains periods of {MaxMeasuring.TotalSeconds:0} s, and {MainsPeriods.Least} are needed: the bus is too slow or too busy");
            var wave = periods.Wave();
            if (seen.Count >= ManyValues && seen.All(raw => (raw & 0x0F) == 0))
                throw Fault("ends every reading with four zero bits, as an ADS1015 with its 12 bits does: put an ADS1115 there");
            return wave;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<short> ConvertAsync(ushort config, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        for (var poll = 0; ; poll++)
        {
            var status = Read(Config);
            if ((status | OperationalStatus) != config)
                throw Fault($"answers, but not as an ADS1115 does: its config reads 0x{status:X4} after 0x{config:X4} was written");
            if ((status & OperationalStatus) != 0) return (short)Read(Conversion);
            if (time.GetElapsedTime(since) > MaxConversion)
                throw Fault($"does not end a conversion within {MaxConversion.TotalMilliseconds:0} ms: config stays 0x{status:X4}");
            if (poll >= PollsWithoutWaiting) await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private void Write(ushort config) => hardware.Bus(bus).Write(address, [Config, (byte)(config >> 8), (byte)config]);

    private ushort Read(byte register)
    {
        Span<byte> word = stackalloc byte[2];
        hardware.Bus(bus).WriteRead(address, [register], word);
        return BinaryPrimitives.ReadUInt16BigEndian(word);
    }

    private SensorFault Fault(string what) => new($"ADS1115 0x{address:X2} on bus {bus} {what}.");
}
