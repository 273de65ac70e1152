using Arena.Mqtt;
using Arena.Simulation.Tests.Truth;
using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Simulation.Tests.Ingest;

/// <summary>Ingest's link, with the acknowledgements that go out over it written down.</summary>
internal sealed class AccountedLink(IMqttLink link, Account account) : IMqttLink
{
    public MqttLinkStatus Status => link.Status;

    public void Start() => link.Start();

    public ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken) => link.WaitForStatusAsync(known, cancellationToken);

    public ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        if (Topic.TryParse(message.Topic, out var topic) && topic.Value.Kind == TopicKind.Ack)
        {
            if (Acknowledgement.TryParse(message.Payload.Span, out var said, out var fault)) account.Acknowledge(topic.Value.Node, said);
            else account.Breach(Invariant.KeepsRunning, $"ingest says what is no acknowledgement: {fault}");
        }

        return link.PublishAsync(message, cancellationToken);
    }

    public ValueTask<bool> WaitForDeliveriesAsync(CancellationToken cancellationToken) => link.WaitForDeliveriesAsync(cancellationToken);

    public int TakeDeliveries(Span<MqttDelivery> into) => link.TakeDeliveries(into);

    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries) => link.Acknowledge(deliveries);

    public ValueTask DisposeAsync() => link.DisposeAsync();
}
