using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Polly;

namespace Arena.Mqtt.Mqtt5;

/// <summary>The core driver: our own compact MQTT 5 client (OASIS MQTT 5.0), one connection after the other, for ever.</summary>
internal sealed partial class MqttLink : IMqttLink
{
    private readonly MqttLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DeliveryBuffer _deliveries;
    private readonly Utf8Cache _texts = new();
    private readonly PayloadMemory _payloads = new();
    private readonly LinkStatus _status = new();
    private readonly ResiliencePipeline<ConnectionEnd> _reconnect;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _running;
    private volatile MqttConnection? _connection;
    private volatile MqttConnection? _online;
    private bool _disposed;
    private bool _accepted;
    private int _attempts;
    private string? _saidReason;

    public MqttLink(MqttLinkOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _deliveries = new DeliveryBuffer(options.ReceiveMaximum, options.MaxBufferedBytes);
        _reconnect = Reconnect.Create(options, time);
    }

    public MqttLinkStatus Status => _status.Now;

    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_running is not null) throw new InvalidOperationException("The link was started already.");
            _running = Task.Run(RunAsync);
        }
    }

    public ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken) =>
        _status.WaitAsync(known, cancellationToken);

    public async ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (MqttText.FaultOf(message) is { } fault) throw new ArgumentException($"The message for '{message.Topic}' {fault}.", nameof(message));
        if (_online is not { } connection) return PublishOutcome.Unconfirmed;
        if (connection.Limits.Refuses(message) is { } refusal)
        {
            LogRefusedHere(_options.ClientId, message.Topic, refusal);
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
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        await _stop.CancelAsync();
        if (_running is not null) await _running;
        _status.Close();
        _deliveries.Close();
        _stop.Dispose();
    }

    // connect ─► live ─► end ─► pause ─► connect …; a connection that lived begins a new outage (Reconnect)
    private async Task RunAsync()
    {
        try
        {
            ConnectionEnd? ended = await LiveAsync(_stop.Token);
            while (!_stop.IsCancellationRequested)
            {
                ended = await _reconnect.ExecuteAsync(
                    async token =>
                    {
                        if (ended is not { } first) return await LiveAsync(token);
                        ended = null;
                        return first;
                    },
                    _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogStopped(_options.ClientId);
        }
    }

    private async Task<ConnectionEnd> LiveAsync(CancellationToken stop)
    {
        ConnectionEnd end;
        try
        {
            end = await ConnectAndRunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            end = new(EndCause.Lost, $"no answer within {_options.ConnectTimeout.TotalSeconds:0.#} s");
        }
        catch (AuthenticationException failure)
        {
            end = new(EndCause.NotAccepted, failure.Message);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
        {
            end = new(EndCause.Lost, failure.Message);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            end = new(EndCause.Unforeseen, failure.ToString());
        }

        _status.Set(_status.Now with { Online = false, Reason = end.Reason });
        Report(end);
        return end;
    }

    private async Task<ConnectionEnd> ConnectAndRunAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        var (opened, refusal) = await OpenedConnection.OpenAsync(_options, _options.CleanStart && !_accepted, attempt.Token);
        if (opened is null) return refusal!;
        _accepted = true;
        var connack = opened.Limits.Connack;
        if (connack.SessionPresent && _deliveries.DropUnacknowledged() is var dropped and > 0) LogSentAgain(_options.ClientId, dropped);

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
                online = _time.GetTimestamp();
                _online = connection;
                _saidReason = null;
                _status.Set(new MqttLinkStatus(Online: true, _status.Now.Connection + 1, connack.SessionPresent, Reason: null));
                LogOnline(_options.ClientId, _options.Host, _options.Port, connack.SessionPresent, connection.Limits.KeepAlive);
            }

            var end = await running;
            // Two clients with one identifier throw each other out, and not every broker says so (Mosquitto 2.0.11 just closes). As no pause is
            // longer than the longest, neither of them "lives", and both end up at the longest pause instead of starting over.
            return end with { Lived = online is { } since && _time.GetElapsedTime(since) > _options.MaxReconnectDelay };
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
        for (var i = 0; i < suback.Codes.Length; i++)
        {
            var (filter, asked) = _options.Subscriptions[i];
            var code = (ReasonCode)suback.Codes[i];
            if (code.IsFailure())
            {
                connection.End(new(EndCause.SubscriptionRefused, $"the broker refused the subscription '{filter}': {code.Words(suback.Reason)}")
                {
                    Goodbye = ReasonCode.Success,
                });
                return false;
            }

            if ((byte)code < (byte)asked) LogGrantedLess(_options.ClientId, filter, (byte)code);
        }

        return true;
    }
}
