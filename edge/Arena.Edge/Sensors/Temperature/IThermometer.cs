using Arena.Edge.Hardware;

namespace Arena.Edge.Sensors.Temperature;

/// <summary>A thermometer, whoever drives it.</summary>
internal interface IThermometer
{
    /// <summary>Temperature in °C.</summary>
    /// <exception cref="SensorFault">It answered with something that is not a measurement.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    ValueTask<double> ReadCAsync(CancellationToken cancellationToken);
}
