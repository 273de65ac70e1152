using Arena.Mqtt;

namespace Arena.Simulation.Tests.Broker;

/// <summary>A link that passes everything on; what stands between a program and its link changes one thing.</summary>
internal abstract class PassingLink(IMqttLink link) : IMqttLink
{
    public virtual MqttLinkStatus Status => link.Status;

    public void Start() => link.Start();

    public virtual ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken) => link.WaitForStatusAsync(known, cancellationToken);

    public virtual ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken) => link.PublishAsync(message, cancellationToken);

    public ValueTask<bool> UnsubscribeAsync(string filter, CancellationToken cancellationToken) => link.UnsubscribeAsync(filter, cancellationToken);

    public ValueTask<bool> WaitForDeliveriesAsync(CancellationToken cancellationToken) => link.WaitForDeliveriesAsync(cancellationToken);

    public virtual int TakeDeliveries(Span<MqttDelivery> into) => link.TakeDeliveries(into);

    public virtual void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries) => link.Acknowledge(deliveries);

    public ValueTask DisposeAsync() => link.DisposeAsync();
}
