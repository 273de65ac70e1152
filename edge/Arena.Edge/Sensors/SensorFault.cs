namespace Arena.Edge.Sensors;

/// <summary>A sensor that answered, but not with a measurement. The message names the chip, what it said, and what to check.</summary>
internal sealed class SensorFault(string message) : Exception(message);
