using Arena.Mqtt;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>A link that does nothing, and is online when a test says so: for parts that only have one at hand.</summary>
internal sealed class StillLink : IMqttLink
{
    public MqttLinkStatus Status { get; set; }

    public void Start()
    {
    }

    public async ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return default;
    }

    public ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken) => new(PublishOutcome.Unconfirmed);

    public ValueTask<bool> UnsubscribeAsync(string filter, CancellationToken cancellationToken) => new(false);

    public ValueTask<bool> WaitForDeliveriesAsync(CancellationToken cancellationToken) => new(false);

    public int TakeDeliveries(Span<MqttDelivery> into) => 0;

    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries)
    {
    }

    public ValueTask DisposeAsync() => default;
}
