using System.Numerics;
using Arena.Edge.Hardware;
using static Arena.Edge.Sensors.Weight.Nau7802Registers;

namespace Arena.Edge.Sensors.Weight;

/// <summary>NAU7802 as a scale's converter: starts it, and reads conversions that are ready. Registers: <see cref="Nau7802Registers"/>.</summary>
/// <remarks>
/// Start, after the datasheet's power-up sequence: reset · digital part on · ready bit · analogue part on · regulator and gain · internal
/// offset calibration · six conversions discarded, as after any change of gain. A chip that lost its supply is started anew.
/// </remarks>
internal sealed class Nau7802(IHardware hardware, int bus, int address, int gain, TimeProvider time) : ILoadCell
{
    private const byte Running = PowerUpDigital | PowerUpAnalog | PowerUpReady;
    private const int SupplyMv = 3000;
    private const int DiscardedConversions = 6;
    private const int MaxRaw = 0x7FFFFF;
    private const int MinRaw = -0x800000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PowerUp = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxPowerUp = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxCalibration = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxConversion = 5 * Conversion;

    private bool _started;

    /// <summary>A finished conversion, −8,388,607 to 8,388,606.</summary>
    /// <exception cref="SensorFault">It never becomes ready, is overloaded, or isn't this chip.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    public async ValueTask<int> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_started) await StartAsync(cancellationToken);
            _started = true;
            return await ConvertAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is SensorFault or HardwareFault)
        {
            _started = false;
            throw;
        }
    }

    private async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        Write(PuCtrl, RegisterReset);
        Write(PuCtrl, PowerUpDigital);
        await WaitAsync(PuCtrl, PowerUpReady, PowerUpReady, PowerUp, MaxPowerUp, "does not power up", cancellationToken);
        var revision = Read(Revision);
        if ((revision & Nau7802Revision) != Nau7802Revision)
            throw Fault($"is another chip: its revision register 1F reads 0x{revision:X2}, and a NAU7802 says 0x?F. Check what is wired there");
        Write(PuCtrl, PowerUpDigital | PowerUpAnalog | CycleStart | InternalSupply);
        Write(Adc, ChopperOff);

        var ctrl1 = (byte)(((4500 - SupplyMv) / 300 << 3) | BitOperations.Log2((uint)gain));
        Write(Ctrl1, ctrl1);
        var found = Read(Ctrl1);
        if (found != ctrl1)
            throw Fault($"answers, but not as a NAU7802 does: register 01 reads 0x{found:X2} after 0x{ctrl1:X2} was written");

        Write(Ctrl2, Calibrate);
        await WaitAsync(Ctrl2, Calibrate, 0, Poll, MaxCalibration, "does not end its offset calibration", cancellationToken);
        if ((Read(Ctrl2) & CalibrationError) != 0) throw Fault("failed its offset calibration: the load cell's wires may be loose");

        for (var i = 0; i < DiscardedConversions; i++) await ConvertAsync(cancellationToken, discard: true);
    }

    private async ValueTask<int> ConvertAsync(CancellationToken cancellationToken, bool discard = false)
    {
        var status = Status();
        if ((status & CycleReady) == 0)
            await WaitAsync(PuCtrl, CycleReady, CycleReady, Poll, MaxConversion, "gives no conversion", cancellationToken);

        var raw = ReadResult();

        // All zeros and all ones are weights, and what a bus reads whose line is stuck.
        if (!discard && raw is (0 or -1)) Status();
        return discard || raw is > MinRaw and < MaxRaw
            ? raw
            : throw Fault("is at the end of its range: the load cell is overloaded, or one of its wires is loose");
    }

    // A chip that runs is not in reset: all ones are those of the bus.
    private byte Status()
    {
        var status = Read(PuCtrl);
        return (status & (Running | RegisterReset)) == Running
            ? status
            : throw Fault($"lost its settings (PU_CTRL 0x{status:X2}), so its supply broke down or a line of the bus is stuck; it is started anew");
    }

    private async ValueTask WaitAsync(
        byte register, byte mask, byte expected, TimeSpan step, TimeSpan most, string otherwise, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        do
        {
            if (time.GetElapsedTime(since) > most)
                throw Fault(FormattableString.Invariant(
                    $"{otherwise} within {most.TotalMilliseconds} ms: register {register:X2} stays 0x{Read(register):X2}"));
            await Task.Delay(step, time, cancellationToken);
        }
        while ((Read(register) & mask) != expected);
    }

    private int ReadResult()
    {
        Span<byte> bytes = stackalloc byte[3];
        hardware.Bus(bus).WriteRead(address, [Result], bytes);
        return ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8)) >> 8;
    }

    private byte Read(byte register)
    {
        Span<byte> value = stackalloc byte[1];
        hardware.Bus(bus).WriteRead(address, [register], value);
        return value[0];
    }

    private void Write(byte register, byte value) => hardware.Bus(bus).Write(address, [register, value]);

    private SensorFault Fault(string what) => new($"NAU7802 0x{address:X2} on bus {bus} {what}.");
}
