using Arena.Mqtt.MqttNet;

namespace Arena.Mqtt;

public static partial class MqttLinks
{
    static partial void AddFullPack(Dictionary<MqttDriver, Maker> makers) =>
        makers[MqttDriver.MqttNet] = static (options, time, logger) => new MqttNetLink(options, time, logger);
}
