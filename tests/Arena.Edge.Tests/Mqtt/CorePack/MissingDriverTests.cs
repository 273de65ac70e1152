using Arena.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt.CorePack;

/// <summary>What a build with the core pack says to who asks for a driver of the other.</summary>
public sealed class MissingDriverTests
{
    [Fact]
    public void A_link_on_it_is_refused_with_how_to_build_it()
    {
        var options = new MqttLinkOptions { Host = "127.0.0.1", ClientId = "node", Driver = MqttDriver.MqttNet };

        var error = Assert.Throws<ArgumentException>(() => MqttLinks.Create(options, TimeProvider.System, NullLoggerFactory.Instance));

        Assert.Contains("core pack only", error.Message, StringComparison.Ordinal);
        Assert.Contains("-p:ArenaDrivers=full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_names_it_is_refused_with_how_to_build_it() =>
        Assert.Equal(
            "--mqtt-driver mqttnet is not in this build, which has the core pack only: build with -p:ArenaDrivers=full, or give mqtt5",
            MqttDrivers.Read("mqttnet", out _));
}
