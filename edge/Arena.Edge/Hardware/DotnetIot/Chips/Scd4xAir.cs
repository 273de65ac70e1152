using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Air;
using Iot.Device.Scd4x;

namespace Arena.Edge.Hardware.DotnetIot.Chips;

/// <summary>A Sensirion SCD40 or SCD41 by Iot.Device.Bindings: it measures every 5 s by itself, and each word carries a CRC.</summary>
internal sealed class Scd4xAir(IHardware hardware, int bus, int address) : IAirChip
{
    private readonly LibraryChip<Scd4x> _chip = new("SCD4x", hardware, bus, address, device => new Scd4x(device));

    public async ValueTask<AirReading> ReadAsync(CancellationToken cancellationToken)
    {
        var (co2, humidity, temperature) = await _chip.AskAsync(async (chip, _) => await chip.ReadPeriodicMeasurementAsync(cancellationToken), cancellationToken);
        if (co2 is { } ppm && humidity is { } share && temperature is { } air) return new AirReading(air.DegreesCelsius, share.Percent, ppm.PartsPerMillion);
        throw new SensorFault($"SCD4x 0x{address:X2} on bus {bus}: a word's CRC doesn't fit. Check cable length and pull-ups.");
    }

    public void Dispose() => _chip.Dispose();
}
