using Arena.Mqtt;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>The core driver keeps the contract.</summary>
public sealed class Mqtt5LinkTests(MosquittoBroker broker) : MqttLinkContract(broker), IClassFixture<MosquittoBroker>
{
    protected override IMqttLink Create(MqttLinkOptions options, ILoggerFactory loggers) => MqttLinks.Create(options, TimeProvider.System, loggers);
}
