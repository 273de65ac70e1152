using System.Buffers.Binary;
using Arena.Edge.Hardware;
using static Arena.Edge.Sensors.Power.Ina226Registers;

namespace Arena.Edge.Sensors.Power;

/// <summary>What an INA226 measured at once.</summary>
/// <param name="ShuntV">Across the shunt, V; negative when the current flows back.</param>
/// <param name="BusV">Of the load, V.</param>
internal readonly record struct DcReading(double ShuntV, double BusV)
{
    /// <summary>Through a shunt, A.</summary>
    public double CurrentA(double shuntOhm) => ShuntV / shuntOhm;

    /// <summary>Taken by the load, W; negative when it gives.</summary>
    public double PowerW(double shuntOhm) => BusV * CurrentA(shuntOhm);
}

/// <summary>An INA226: asks who answers, starts one measurement, waits for its ready bit, reads it. Registers: <see cref="Ina226Registers"/>.</summary>
internal sealed class Ina226(IHardware hardware, int bus, int address, TimeProvider time)
{
    private static readonly TimeSpan Measuring = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxMeasuring = TimeSpan.FromMilliseconds(200);

    private bool _known;

    /// <exception cref="SensorFault">Another chip, not ready in time, or outside its range.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    public async ValueTask<DcReading> MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Asked again after every failure: the chip may have been swapped.
            if (!_known) Identify();
            _known = true;
            Write(Configuration, MeasureOnce);
            await ReadyAsync(cancellationToken);
            return Checked((short)Read(ShuntVoltage), Read(BusVoltage));
        }
        catch (Exception fault) when (fault is SensorFault or HardwareFault)
        {
            _known = false;
            throw;
        }
    }

    /// <summary>Volts of the two registers.</summary>
    internal static DcReading Decode(short shunt, ushort bus) => new(shunt * ShuntStepV, bus * BusStepV);

    private DcReading Checked(short shunt, ushort busVoltage)
    {
        if (shunt is short.MaxValue or short.MinValue)
            throw Fault("is at the end of its range, 81.92 mV across the shunt: more current than it is for, or a shunt wire is off");
        var reading = Decode(shunt, busVoltage);
        return reading.BusV <= HighestBusV
            ? reading
            : throw Fault(FormattableString.Invariant($"says {reading.BusV:0.00} V at VBUS, and stands {HighestBusV} V: check the wiring before it breaks"));
    }

    private async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        await Task.Delay(Measuring, time, cancellationToken);
        while ((Read(MaskEnable) & ConversionReady) == 0)
        {
            if (time.GetElapsedTime(since) > MaxMeasuring)
                throw Fault($"does not end a measurement within {MaxMeasuring.TotalMilliseconds:0} ms: its ready bit stays 0");
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private void Identify()
    {
        var (manufacturer, die) = (Read(ManufacturerId), Read(DieId));
        if (manufacturer == TexasInstruments && die == Ina226Id) return;
        throw new SensorFault(
            $"The chip at 0x{address:X2} on bus {bus} is no INA226: manufacturer 0x{manufacturer:X4} (an INA226 says 0x{TexasInstruments:X4}), "
            + $"die 0x{die:X4} (0x{Ina226Id:X4}). An INA219 on the same board reads otherwise and is not supported.");
    }

    private void Write(byte register, ushort value) => hardware.Bus(bus).Write(address, [register, (byte)(value >> 8), (byte)value]);

    private ushort Read(byte register)
    {
        Span<byte> word = stackalloc byte[2];
        hardware.Bus(bus).WriteRead(address, [register], word);
        return BinaryPrimitives.ReadUInt16BigEndian(word);
    }

    private SensorFault Fault(string what) => new($"INA226 0x{address:X2} on bus {bus} {what}.");
}
