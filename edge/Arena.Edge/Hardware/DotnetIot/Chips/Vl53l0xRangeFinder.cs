using System.Device.I2c;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Fill;
using Iot.Device.Vl53L0X;

namespace Arena.Edge.Hardware.DotnetIot.Chips;

/// <summary>An ST VL53L0X by Iot.Device.Bindings.</summary>
/// <remarks>
/// <code>
/// register 0x14   range status, bits 6–3: 11 is a range; 1, 2, 3 laser failed · 4 too little light comes back · 5 phase out of bounds · others invalid
/// </code>
/// The library gives the distance without its status, so it is read here: a dirty cover makes the chip lie, and the status tells. Source: ST API STSW-IMG005,
/// VL53L0X_get_pal_range_status.
/// </remarks>
internal sealed class Vl53l0xRangeFinder(IHardware hardware, int bus, int address) : IRangeFinder, IDisposable
{
    public const double FarthestCm = 200;

    private const byte RangeStatus = 0x14;
    private const int RangeComplete = 11;

    private readonly LibraryChip<Vl53L0X> _chip = new("VL53L0X", hardware, bus, address, device => new Vl53L0X(device));

    public async ValueTask<double> MeasureAsync(CancellationToken cancellationToken)
    {
        var (mm, status) = await _chip.AskAsync((chip, device) => Task.FromResult(Measure(chip, device)), cancellationToken);
        if (status != RangeComplete)
            throw new SensorFault($"VL53L0X 0x{address:X2} on bus {bus} has no range (status {status}): clean its cover; nothing within {FarthestCm} cm gives this too.");
        return mm <= FarthestCm * 10
            ? mm / 10.0
            : throw new SensorFault($"VL53L0X 0x{address:X2} on bus {bus} says {mm} mm, and it can only measure up to {FarthestCm} cm: the lid is off, or the sensor doesn't look down.");
    }

    public void Dispose() => _chip.Dispose();

    private static (int Mm, int Status) Measure(Vl53L0X chip, I2cDevice device)
    {
        int mm = chip.DistanceSingleMeasurement;
        Span<byte> status = stackalloc byte[1];
        device.WriteRead([RangeStatus], status);
        return (mm, (status[0] & 0x78) >> 3);
    }
}
