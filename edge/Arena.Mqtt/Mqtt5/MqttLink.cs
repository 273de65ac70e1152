using Microsoft.Extensions.Logging;

namespace Arena.Mqtt.Mqtt5;

internal sealed class MqttLink(MqttLinkOptions options, TimeProvider time, ILogger logger) : IMqttLink
{
    public MqttLinkStatus Status => throw new NotSupportedException($"{options.Host} {time} {logger}");

    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Start() => throw new NotSupportedException();

    public int TakeDeliveries(Span<MqttDelivery> into) => throw new NotSupportedException();

    public ValueTask<bool> WaitForDeliveriesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken) => throw new NotSupportedException();
}
