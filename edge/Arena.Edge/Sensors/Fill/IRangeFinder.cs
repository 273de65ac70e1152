using Arena.Edge.Hardware;

namespace Arena.Edge.Sensors.Fill;

/// <summary>Measures how far away the waste is.</summary>
internal interface IRangeFinder
{
    /// <summary>Distance in cm.</summary>
    /// <exception cref="SensorFault">It answered with something that is no distance.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    ValueTask<double> MeasureAsync(CancellationToken cancellationToken);
}
