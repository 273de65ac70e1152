using Arena.Edge.Hardware;

namespace Arena.Edge.Sensors.Weight;

/// <summary>Converts what a load cell says.</summary>
internal interface ILoadCell
{
    /// <summary>A raw reading, 24-bit signed.</summary>
    /// <exception cref="SensorFault">It answered with something that is not a measurement.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    ValueTask<int> ReadAsync(CancellationToken cancellationToken);
}
