using System.IO.Pipelines;
using System.Net.Sockets;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>
/// One connection from CONNACK to its end: a reader, a writer and a keep-alive, each a loop, and whichever ends first ends the others.
/// </summary>
/// <remarks>
/// <code>
///   socket ─► reader ─► DeliveryBuffer ─► TakeDeliveries ─► Acknowledge ─► ReceiveWindow ─┐
///     ▲                    PUBACK ─► InFlight settles PublishAsync                        │
///     └────── writer ◄─ SendQueue ◄─ PublishAsync, keep-alive ◄───────────────────────────┘
/// </code>
/// Nothing of it outlives the connection: packet identifiers mean something here only.
/// </remarks>
internal sealed partial class MqttConnection : IDisposable
{
    /// <summary>The packet identifier of SUBSCRIBE, which publishes never use.</summary>
    public const ushort SubscribeId = ushort.MaxValue;

    /// <summary>The packet identifier of UNSUBSCRIBE, which publishes never use.</summary>
    public const ushort UnsubscribeId = SubscribeId - 1;

    // A goodbye gets this long, then the socket is closed without it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly MqttLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly DeliveryBuffer _deliveries;
    private readonly Utf8Cache _texts;
    private readonly PayloadMemory _payloads;
    private readonly InFlight _inFlight;
    private readonly ReceiveWindow _window;
    private readonly SendQueue _sends = new();
    private readonly TaskCompletionSource<SubackPacket?> _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _givingUp;
    private volatile TaskCompletionSource<bool>? _unsubscribed;
    private ConnectionEnd? _end;
    private long _lastRead;
    private long _lastWrite;

    public MqttConnection(
        int number, MqttLinkOptions options, TimeProvider time, OpenedConnection opened, DeliveryBuffer deliveries, Utf8Cache texts,
        PayloadMemory payloads)
    {
        Number = number;
        Limits = opened.Limits;
        _options = options;
        _time = time;
        _socket = opened.Socket;
        _stream = opened.Stream;
        _input = opened.Input;
        _output = opened.Output;
        _deliveries = deliveries;
        _texts = texts;
        _payloads = payloads;
        _inFlight = new InFlight(Limits.InFlight);
        _window = new ReceiveWindow(options.ReceiveMaximum, Limits.SessionPresent);
        _givingUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _lastRead = _lastWrite = time.GetTimestamp();
        if (options.Subscriptions.Count == 0) _subscribed.SetResult(null);
    }

    /// <summary>Tells this connection's deliveries from those of others; not the number in <see cref="MqttLinkStatus"/>.</summary>
    public int Number { get; }

    public BrokerLimits Limits { get; }

    /// <summary>Runs until the connection ends, and says why it did.</summary>
    public async Task<ConnectionEnd> RunAsync(CancellationToken stop)
    {
        await using (stop.UnsafeRegister(
            static connection => ((MqttConnection)connection!).End(new(EndCause.Disposed, "the link was disposed") { Goodbye = ReasonCode.Success }), this))
        {
            await Task.WhenAll(Guarded(ReadAsync()), Guarded(WriteAsync()), Guarded(KeepAliveAsync()));
        }

        _inFlight.End();
        _subscribed.TrySetResult(null);
        _unsubscribed?.TrySetResult(false);
        if (_end!.Goodbye is not null) await HearOutAsync();
        await _input.CompleteAsync();
        // Completing without a fault would write what is left to a connection that is over, and its failure would hide why it is.
        await _output.CompleteAsync(new IOException(_end.Reason));
        await _stream.DisposeAsync();
        return _end;
    }

    /// <summary>Only after <see cref="RunAsync"/> has returned, which has closed everything else.</summary>
    public void Dispose()
    {
        _ending.Dispose();
        _givingUp.Dispose();
    }

    /// <summary>The broker's answer to SUBSCRIBE; null when there was nothing to subscribe to, or the connection ended first.</summary>
    public Task<SubackPacket?> SubscribedAsync(CancellationToken cancellationToken) => _subscribed.Task.WaitAsync(cancellationToken);

    /// <summary>Ends a subscription; see <see cref="IMqttLink.UnsubscribeAsync"/>. One at a time.</summary>
    public async ValueTask<bool> UnsubscribeAsync(string filter, CancellationToken cancellationToken)
    {
        var unsubscribed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _unsubscribed = unsubscribed;
        return _sends.Unsubscribe(filter) && await unsubscribed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Publishes and waits for the settlement; see <see cref="IMqttLink.PublishAsync"/>.</summary>
    public async ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        var publish = new PendingPublish(message);
        if (!await _inFlight.PlaceAsync(publish, cancellationToken)) return PublishOutcome.Unconfirmed;
        await using (cancellationToken.UnsafeRegister(static (state, token) => ((PendingPublish)state!).Cancel(token), publish))
        {
            return _sends.Add(publish) ? await publish.Task : PublishOutcome.Unconfirmed;
        }
    }

    /// <summary>Sends the PUBACKs of those deliveries that came over this connection.</summary>
    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries)
    {
        if (_window.Acknowledge(deliveries, Number)) _sends.Work.Set();
    }

    /// <summary>Ends the connection; the first reason counts. A silent peer gets no goodbye: it would only be waited for.</summary>
    public void End(ConnectionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null) return;
        _ending.Cancel();
        _sends.Close();
        if (end.Goodbye is null) _givingUp.Cancel();
        else _givingUp.CancelAfter(Grace);
    }

    // What a network does to a connection is its end, not an error.
    private async Task Guarded(Task loop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
            End(new(EndCause.Lost, $"the connection broke: {failure.Message}"));
        }
        catch (Exception failure) when (_end is null)
        {
            End(new(EndCause.Unforeseen, failure.ToString()));
        }
    }

    // Closing a socket with unread bytes resets it, and the goodbye might be lost: let the broker close first, for a moment.
    private async Task HearOutAsync()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            while (true)
            {
                var read = await _input.ReadAsync(_givingUp.Token);
                _input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            _givingUp.Cancel();
        }
    }
}
