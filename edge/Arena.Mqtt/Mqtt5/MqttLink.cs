using Arena.Mqtt.Links;
using Microsoft.Extensions.Logging;

namespace Arena.Mqtt.Mqtt5;

/// <summary>The core driver: our own compact MQTT 5 client (OASIS MQTT 5.0).</summary>
internal sealed class MqttLink : IMqttLink
{
    private readonly MqttLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly DeliveryBuffer _deliveries;
    private readonly Utf8Cache _texts = new();
    private readonly PayloadMemory _payloads = new();
    private readonly LinkLoop _loop;
    private volatile MqttConnection? _connection;
    private volatile MqttConnection? _online;
    private bool _accepted;
    private int _attempts;

    public MqttLink(MqttLinkOptions options, TimeProvider time, ILogger logger)
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

    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries)
    {
        _connection?.Acknowledge(deliveries);
        DeliveryBuffer.Free(deliveries);
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        _deliveries.Close();
    }

    private async Task<ConnectionEnd> ConnectAndRunAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        var (opened, refusal) = await OpenedConnection.OpenAsync(_options, _options.CleanStart && !_accepted, attempt.Token);
        if (opened is null) return refusal!;
        _accepted = true;
        if (opened.Limits.SessionPresent) _loop.SentAgain(_deliveries.DropUnacknowledged());

        using var connection = new MqttConnection(++_attempts, _options, _time, opened, _deliveries, _texts, _payloads);
        _connection = connection;
        var running = connection.RunAsync(stop);
        long? online = null;
        try
        {
            var subscribed = await IsSubscribedAsync(connection, attempt.Token);
            timeout.CancelAfter(Timeout.InfiniteTimeSpan);
            if (subscribed)
            {
                _online = connection;
                online = _loop.Online(connection.Limits);
            }

            var end = await running;
            return end with { Lived = _loop.Lived(online) };
        }
        finally
        {
            _online = null;
            _connection = null;
        }
    }

    private async Task<bool> IsSubscribedAsync(MqttConnection connection, CancellationToken attempt)
    {
        SubackPacket? suback;
        try
        {
            suback = await connection.SubscribedAsync(attempt);
        }
        catch (OperationCanceledException)
        {
            connection.End(new(EndCause.Lost, $"no SUBACK within {_options.ConnectTimeout.TotalSeconds:0.#} s") { Goodbye = ReasonCode.Success });
            return false;
        }

        if (suback is null) return _options.Subscriptions.Count == 0;
        if (_loop.RefusalOf([.. suback.Codes.Select(code => (ReasonCode)code)], suback.Reason) is not { } refusal) return true;
        connection.End(refusal with { Goodbye = ReasonCode.Success });
        return false;
    }
}
