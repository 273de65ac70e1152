using Arena.Mqtt.Mqtt5;
using Microsoft.Extensions.Logging;

namespace Arena.Mqtt;

/// <summary>Makes links.</summary>
public static partial class MqttLinks
{
    private delegate IMqttLink Maker(MqttLinkOptions options, TimeProvider time, ILogger logger);

    private static readonly Dictionary<MqttDriver, Maker> Makers = Drivers();

    /// <summary>Makes a link. It does nothing before <see cref="IMqttLink.Start"/>.</summary>
    /// <param name="options">How to reach the broker, and with which driver.</param>
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

        return Makers[options.Driver](options, time, loggers.CreateLogger("Arena.Mqtt"));
    }

    /// <summary>Whether this build has the driver: a <c>core</c> build has <see cref="MqttDriver.Mqtt5"/> only.</summary>
    public static bool Has(MqttDriver driver) => Makers.ContainsKey(driver);

    private static Dictionary<MqttDriver, Maker> Drivers()
    {
        var makers = new Dictionary<MqttDriver, Maker> { [MqttDriver.Mqtt5] = static (options, time, logger) => new MqttLink(options, time, logger) };
        AddFullPack(makers);
        return makers;
    }

    // Written in MqttNet/, which only a build with -p:ArenaDrivers=full compiles.
    static partial void AddFullPack(Dictionary<MqttDriver, Maker> makers);
}
