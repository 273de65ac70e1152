using Arena.Mqtt.Links;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Implementations;

namespace Arena.Mqtt.MqttNet;

/// <summary>One connection of MQTTnet's client, from CONNECT to its end. Nothing of it outlives it: packet identifiers mean something here only.</summary>
internal sealed partial class MqttNetConnection : IMqttClientAdapterFactory, IAsyncDisposable
{
    // A goodbye gets this long, then the socket is closed without it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly int _number;
    private readonly MqttLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly DeliveryBuffer _deliveries;
    private readonly LinkLoop _loop;
    private readonly MqttNetReceiver _receiver;
    private readonly IMqttClient _client;
    private readonly TaskCompletionSource<ConnectionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private BrokerWay? _way;
    private DeliveringAdapter? _adapter;
    private SemaphoreSlim? _places;
    private PubackWriter? _pubacks;
    private Task _acknowledging = Task.CompletedTask;

    public MqttNetConnection(int number, MqttLinkOptions options, TimeProvider time, DeliveryBuffer deliveries, TextCache texts, LinkLoop loop)
    {
        _number = number;
        _options = options;
        _time = time;
        _deliveries = deliveries;
        _loop = loop;
        _receiver = new MqttNetReceiver(number, options, deliveries, texts, loop);
        _client = new MqttClientFactory().CreateMqttClient(this);
        _client.DisconnectedAsync += ended =>
        {
            _ended.TrySetResult(_receiver.Farewell ?? EndOf(ended.Exception));
            return Task.CompletedTask;
        };
    }

    /// <summary>What holds, once <see cref="ConnectAsync"/> has returned null.</summary>
    public BrokerLimits Limits => _receiver.Limits!;

    /// <summary>Connects; null when the broker has accepted, otherwise why not.</summary>
    /// <exception cref="IOException">The connection broke; likewise the other exceptions of <see cref="BrokerStream.OpenAsync"/>.</exception>
    public async Task<ConnectionEnd?> ConnectAsync(bool cleanStart, CancellationToken attempt)
    {
        _way = await BrokerWay.OpenAsync(_options, _time, attempt);
        _receiver.ClientOptions = MqttNetOptions.For(_options, cleanStart, _way);
        MqttClientConnectResult answer;
        try
        {
            answer = await _client.ConnectAsync(_receiver.ClientOptions, attempt);
        }
        catch (Exception failure) when (failure is MqttCommunicationException or MqttProtocolViolationException)
        {
            attempt.ThrowIfCancellationRequested();
            return _receiver.Farewell ?? EndOf(failure);
        }

        if ((ReasonCode)answer.ResultCode is var code && code.IsFailure()) return ConnectionEnd.Refused(_options.ClientId, code, answer.ReasonString);
        if (Limits.Refuses(_options.Subscriptions) is { } unserved)
            return new(EndCause.SubscriptionRefused, $"the subscription can't be served: {unserved}");
        _places = new SemaphoreSlim(Limits.InFlight);
        _pubacks = new PubackWriter(_receiver.Window!, _deliveries, packet => _adapter!.SendPacketAsync(packet, _over.Token));
        _acknowledging = AcknowledgeAsync(_pubacks);
        return null;
    }

    /// <summary>Subscribes; null when the broker has granted everything, otherwise why not.</summary>
    public async Task<ConnectionEnd?> SubscribeAsync(CancellationToken attempt)
    {
        if (_options.Subscriptions.Count == 0) return null;
        try
        {
            var asked = new MqttClientSubscribeOptions { TopicFilters = [.. _options.Subscriptions.Select(MqttNetOptions.FilterOf)] };
            var answer = await _client.SubscribeAsync(asked, attempt);
            return _loop.RefusalOf([.. answer.Items.Select(item => (ReasonCode)item.ResultCode)], answer.ReasonString);
        }
        catch (Exception failure) when (IsOfConnection(failure))
        {
            if (attempt.IsCancellationRequested) return new(EndCause.Lost, $"no SUBACK within {_options.ConnectTimeout.TotalSeconds:0.#} s");
            return _receiver.Farewell ?? EndOf(failure);
        }
    }

    /// <summary>Waits until the connection ends, and says why it did; says goodbye when asked to stop.</summary>
    public async Task<ConnectionEnd> EndAsync(CancellationToken stop)
    {
        try
        {
            return await _ended.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return new(EndCause.Disposed, "the link was disposed");
        }
    }

    IMqttChannelAdapter IMqttClientAdapterFactory.CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger)
    {
        // The inspector copies every packet, for nobody.
        var inner = new MqttClientAdapterFactory().CreateClientAdapter(options, packetInspector: null!, logger);
        return _adapter = new DeliveringAdapter(inner, _receiver, _way!);
    }

    public async ValueTask DisposeAsync()
    {
        await GoodbyeAsync();
        await _over.CancelAsync();
        await _acknowledging;
        _client.Dispose();
        if (_way is not null) await _way.DisposeAsync();
        _pubacks?.Dispose();
        _over.Dispose();
    }

    private async Task GoodbyeAsync()
    {
        if (!_client.IsConnected) return;
        using var grace = new CancellationTokenSource(Grace, _time);
        try
        {
            if (_pubacks is not null) await _pubacks.WriteAsync().WaitAsync(grace.Token);
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), grace.Token);
        }
        catch (Exception failure) when (IsOfConnection(failure))
        {
            // Nobody is there any more to hear it.
            _ended.TrySetResult(EndOf(failure));
        }
    }

    private async Task AcknowledgeAsync(PubackWriter pubacks)
    {
        try
        {
            while (true)
            {
                await pubacks.Work.WaitAsync(_over.Token);
                await pubacks.WriteAsync();
            }
        }
        catch (Exception failure) when (IsOfConnection(failure))
        {
            _ended.TrySetResult(_receiver.Farewell ?? EndOf(failure));
        }
    }

    // Once the client isn't connected its parts are gone, and what then goes wrong in it is the connection's end, whatever it is called.
    private bool IsOfConnection(Exception failure) =>
        failure is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException or ObjectDisposedException || !_client.IsConnected;

    private static ConnectionEnd EndOf(Exception? failure) => failure switch
    {
        null => new(EndCause.Lost, "the broker closed the connection"),
        MqttCommunicationTimedOutException => new(EndCause.PeerSilent, "the broker didn't answer a ping within half a keep-alive"),
        MqttProtocolViolationException => new(EndCause.BadPacket, $"the broker sent what no broker may send: {failure.Message}"),
        _ => new(EndCause.Lost, $"the connection broke: {failure.GetBaseException().Message}"),
    };
}
