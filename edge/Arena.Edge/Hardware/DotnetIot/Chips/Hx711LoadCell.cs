using System.Device.Gpio;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Weight;
using Iot.Device.Hx711;

namespace Arena.Edge.Hardware.DotnetIot.Chips;

/// <summary>An Avia HX711 by Iot.Device.Bindings, clocked over two GPIO lines. Channel A, gain 128.</summary>
/// <remarks>
/// A clock that stays high for more than 60 µs switches the chip off (datasheet, page 5), and a worker can lose the processor for longer than that: so three readings are taken and
/// the middle one counts. The library waits for a chip that is not there for ever, so whether it is ready is looked at first.
/// </remarks>
/// <param name="controller">Opens the GPIO chip of both lines.</param>
/// <param name="clockLine">PD_SCK.</param>
/// <param name="dataLine">DOUT.</param>
/// <param name="time">Of the wait.</param>
internal sealed class Hx711LoadCell(Func<GpioController> controller, int clockLine, int dataLine, TimeProvider time) : ILoadCell, IDisposable
{
    private const int Readings = 3;
    private const int Lowest = -(1 << 23);
    private const int Highest = (1 << 23) - 1;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    // Ten conversions a second, and four times that after power-up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private GpioController? _lines;
    private Hx711? _chip;

    public async ValueTask<int> ReadAsync(CancellationToken cancellationToken)
    {
        var raw = new int[Readings];
        for (var i = 0; i < Readings; i++)
        {
            Claim();
            await ReadyAsync(cancellationToken);
            // By a ratio of one raw step a gram it gives raw steps.
            raw[i] = (int)_chip!.GetWeight(1).Grams;
        }

        Array.Sort(raw);
        var middle = raw[Readings / 2];
        if (middle is Lowest or Highest)
            throw new SensorFault($"{this} is at the end of its range ({middle}): the load cell's wires are open or swapped, or it is overloaded.");
        // All bits high, as a line without a chip reads.
        return raw is not [-1, -1, -1] ? middle : throw new SensorFault($"{this} says nothing but ones: check its supply and wiring.");
    }

    public override string ToString() => $"HX711 on lines {clockLine} and {dataLine}";

    public void Dispose()
    {
        _chip?.Dispose();
        _chip = null;
    }

    private void Claim()
    {
        if (_chip is not null) return;
        _lines = controller();
        if (_lines.IsPinOpen(clockLine) || _lines.IsPinOpen(dataLine)) throw new HardwareFault($"{this}: one of its lines is held by another sensor of this worker.");
        try
        {
            _chip = new Hx711(dataLine, clockLine, new Hx711Options(Hx711Mode.ChannelAGain128, useByteLittleEndian: false), _lines, shouldDispose: false);
            _chip.SetConversionRatio(1);
            _lines.Write(clockLine, PinValue.Low);
        }
        catch (Exception failure) when (failure is not HardwareFault)
        {
            throw new HardwareFault($"{this} can't have its lines ({failure.Message}): 'gpioinfo' shows who holds them.", failure);
        }
    }

    private async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (_lines!.Read(dataLine) == PinValue.High)
        {
            if (time.GetElapsedTime(since) > Patience)
                throw new SensorFault($"{this} is never ready: check its supply, and whether clock and data are swapped.");
            await Task.Delay(Look, time, cancellationToken);
        }
    }
}
