using Arena.Edge.Hardware;

namespace Arena.Edge.Sensors.Air;

/// <summary>A chip that feels the air.</summary>
internal interface IAirChip : IDisposable
{
    /// <summary>One measurement.</summary>
    /// <exception cref="SensorFault">It answered with something that is not a measurement.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    ValueTask<AirReading> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>What such a chip measured.</summary>
/// <param name="TemperatureC">°C.</param>
/// <param name="RelativeHumidityPct">0–100.</param>
/// <param name="Co2Ppm">Parts per million; null of a chip that feels none.</param>
internal readonly record struct AirReading(double TemperatureC, double RelativeHumidityPct, double? Co2Ppm);
