using Arena.Mqtt;
using Arena.Simulation.Tests.Broker;
using Arena.Simulation.Tests.Truth;
using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Simulation.Tests.Ingest;

/// <summary>Ingest's link, with the acknowledgements that go out over it written down.</summary>
internal sealed class AccountedLink(IMqttLink link, Account account) : PassingLink(link)
{
    public override ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        if (Topic.TryParse(message.Topic, out var topic) && topic.Value.Kind == TopicKind.Ack)
        {
            if (Acknowledgement.TryParse(message.Payload.Span, out var said, out var fault)) account.Acknowledge(topic.Value.Node, said);
            else account.Breach(Invariant.KeepsRunning, $"ingest says what is no acknowledgement: {fault}");
        }

        return base.PublishAsync(message, cancellationToken);
    }
}
