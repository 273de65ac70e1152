using Microsoft.Extensions.Logging;

namespace Arena.Edge.Sensors;

internal sealed partial class SensorRun
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Sensor {Kind} of {Point} fails: {Reason}")]
    private static partial void LogFailed(ILogger logger, string kind, string point, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sensor {Kind} of {Point} works again after {Failed} failed readings")]
    private static partial void LogRecovered(ILogger logger, string kind, string point, long failed);
}
