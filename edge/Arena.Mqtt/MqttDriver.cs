namespace Arena.Mqtt;

/// <summary>Whose code makes the connections of a link.</summary>
public enum MqttDriver
{
    /// <summary>The core driver: our own compact client.</summary>
    Mqtt5,

    /// <summary>The library MQTTnet; in a build with the driver pack <c>full</c> only.</summary>
    MqttNet,
}

/// <summary>The drivers by the names that settings have for them.</summary>
public static class MqttDrivers
{
    /// <summary>What the option of the command line says to whoever chooses.</summary>
    public const string Help =
        "mqtt5: Arena's own MQTT client. mqttnet: the library MQTTnet (driver pack full), which writes every PUBACK by itself and pings by the system's clock. Default mqtt5.";

    /// <summary>Reads a setting; nothing means the core driver.</summary>
    /// <param name="text">As it was written, or null.</param>
    /// <param name="driver">The driver.</param>
    /// <returns>What is wrong, with the fix, or null.</returns>
    public static string? Read(string? text, out MqttDriver driver)
    {
        (driver, var known) = text switch
        {
            null or "mqtt5" => (MqttDriver.Mqtt5, true),
            "mqttnet" => (MqttDriver.MqttNet, true),
            _ => (MqttDriver.Mqtt5, false),
        };
        if (!known) return $"--mqtt-driver {text} is not known: give mqtt5 or mqttnet";
        return MqttLinks.Has(driver) ? null : $"--mqtt-driver {text} is not in this build, which has the core pack only: build with -p:ArenaDrivers=full, or give mqtt5";
    }
}
