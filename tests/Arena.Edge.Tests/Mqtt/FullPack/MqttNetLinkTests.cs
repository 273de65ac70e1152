using Arena.Mqtt;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Edge.Tests.Mqtt.FullPack;

/// <summary>The driver on MQTTnet keeps the contract.</summary>
public sealed class MqttNetLinkTests(MosquittoBroker broker) : MqttLinkContract(broker), IClassFixture<MosquittoBroker>
{
    protected override IMqttLink Create(MqttLinkOptions options, ILoggerFactory loggers) =>
        MqttLinks.Create(options with { Driver = MqttDriver.MqttNet }, TimeProvider.System, loggers);
}
