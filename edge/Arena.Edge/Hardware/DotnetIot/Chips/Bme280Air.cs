using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Air;
using Iot.Device.Bmxx80;

namespace Arena.Edge.Hardware.DotnetIot.Chips;

/// <summary>A Bosch BME280 by Iot.Device.Bindings: one forced measurement at a time, the chip sleeps between. Its pressure is not published.</summary>
internal sealed class Bme280Air(IHardware hardware, int bus, int address) : IAirChip
{
    private readonly LibraryChip<Bme280> _chip = new("BME280", hardware, bus, address, device => new Bme280(device));

    public async ValueTask<AirReading> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await _chip.AskAsync((chip, _) => chip.ReadAsync(), cancellationToken);
        if (read is { Temperature: { } temperature, Humidity: { } humidity }) return new AirReading(temperature.DegreesCelsius, humidity.Percent, null);
        throw new SensorFault($"BME280 0x{address:X2} on bus {bus} gave no temperature or no humidity: a BMP280, its look-alike, feels none.");
    }

    public void Dispose() => _chip.Dispose();
}
