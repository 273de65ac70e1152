using Arena.Mqtt.Mqtt5;
using Microsoft.Extensions.Logging;

namespace Arena.Mqtt;

/// <summary>Makes links.</summary>
public static class MqttLinks
{
    /// <summary>Makes a link with the core driver. It does nothing before <see cref="IMqttLink.Start"/>.</summary>
    /// <param name="options">How to reach the broker.</param>
    /// <param name="time">The clock of keep-alive, time-outs and back-off.</param>
    /// <param name="loggers">Where it logs, under the category <c>Arena.Mqtt</c>.</param>
    /// <exception cref="ArgumentException">The options have faults; the message lists all of them.</exception>
    public static IMqttLink Create(MqttLinkOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var faults = options.Faults();
        if (faults.Count > 0)
        {
            throw new ArgumentException(
                $"The MQTT link can't be made: {string.Join(" ", faults.Select(fault => fault.ToString()))}", nameof(options));
        }

        return new MqttLink(options, time, loggers.CreateLogger("Arena.Mqtt"));
    }
}
