using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;
using Microsoft.Extensions.Logging;

namespace Arena.Mqtt.MqttNet;

/// <summary>
/// The driver of the pack <c>full</c>: MQTTnet's client speaks MQTT, and what the port promises beyond it stands around the client.
/// </summary>
internal sealed class MqttNetLink : IMqttLink
{
    private readonly MqttLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly DeliveryBuffer _deliveries;
    private readonly TextCache _texts = new();
    private readonly LinkLoop _loop;
    private volatile MqttNetConnection? _connection;
    private volatile MqttNetConnection? _online;
    private bool _accepted;
    private int _attempts;

    public MqttNetLink(MqttLinkOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _deliveries = new DeliveryBuffer(options.ReceiveMaximum, options.MaxBufferedBytes);
        _loop = new LinkLoop(options, time, logger, ConnectAndRunAsync);
    }

    public MqttLinkStatus Status => _loop.Status;

    public void Start() => _loop.Start();

    public ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken) =>
        _loop.WaitForStatusAsync(known, cancellationToken);

    public async ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MqttText.Demand(message);
        if (_online is not { } connection) return PublishOutcome.Unconfirmed;
        if (connection.Limits.Refuses(message, PacketWriter.PublishSize(message)) is { } refusal)
        {
            _loop.LogRefusedHere(_options.ClientId, message.Topic, refusal);
            return PublishOutcome.Refused;
        }

        return await connection.PublishAsync(message, cancellationToken);
    }

    public async ValueTask<bool> UnsubscribeAsync(string filter, CancellationToken cancellationToken) =>
        _online is { } connection && await connection.UnsubscribeAsync(filter, cancellationToken);

    public ValueTask<bool> WaitForDeliveriesAsync(CancellationToken cancellationToken) => _deliveries.WaitAsync(cancellationToken);

    public int TakeDeliveries(Span<MqttDelivery> into) => _deliveries.Take(into);

    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries) => _connection?.Acknowledge(deliveries);

    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        _deliveries.Close();
    }

    private async Task<ConnectionEnd> ConnectAndRunAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        await using var connection = new MqttNetConnection(++_attempts, _options, _time, _deliveries, _texts, _loop);
        if (await connection.ConnectAsync(_options.CleanStart && !_accepted, attempt.Token) is { } refusal) return refusal;
        _accepted = true;
        _connection = connection;
        long? online = null;
        try
        {
            if (await connection.SubscribeAsync(attempt.Token) is { } refused) return refused;
            timeout.CancelAfter(Timeout.InfiniteTimeSpan);
            _online = connection;
            online = _loop.Online(connection.Limits);
            var end = await connection.EndAsync(stop);
            return end with { Lived = _loop.Lived(online) };
        }
        finally
        {
            _online = null;
            _connection = null;
        }
    }
}
