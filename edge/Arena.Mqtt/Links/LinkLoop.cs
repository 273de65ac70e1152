using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Polly;

namespace Arena.Mqtt.Links;

/// <summary>
/// What keeps a link up, whatever driver makes its connections: one connection after the other, for ever, with pauses; its status, and what is said of it in
/// the log.
/// </summary>
/// <param name="options">Whose link.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="logger">Where each change is said once.</param>
/// <param name="live">Makes one connection and lives with it until it ends; calls <see cref="Online"/> when it is subscribed.</param>
internal sealed partial class LinkLoop(MqttLinkOptions options, TimeProvider time, ILogger logger, Func<CancellationToken, Task<ConnectionEnd>> live)
    : IAsyncDisposable
{
    private readonly LinkStatus _status = new();
    private readonly ResiliencePipeline<ConnectionEnd> _reconnect = Reconnect.Create(options, time);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _running;
    private bool _stopped;
    private string? _saidReason;

    public MqttLinkStatus Status => _status.Now;

    public ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken) =>
        _status.WaitAsync(known, cancellationToken);

    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, typeof(IMqttLink));
            if (_running is not null) throw new InvalidOperationException("The link was started already.");
            _running = RunAsync();
        }
    }

    /// <summary>The connection is subscribed: from now on it counts. Returns when that was, for <see cref="Lived"/>.</summary>
    public long Online(BrokerLimits limits)
    {
        _saidReason = null;
        _status.Set(new MqttLinkStatus(Online: true, _status.Now.Connection + 1, limits.SessionPresent, Reason: null));
        LogOnline(options.ClientId, options.Host, options.Port, limits.SessionPresent, limits.KeepAlive);
        return time.GetTimestamp();
    }

    /// <summary>
    /// Whether a connection that came online then has lived. Two clients with one identifier throw each other out, and not every broker says so (Mosquitto
    /// 2.0.11 just closes). As no pause is longer than the longest, neither of them "lives", and both end up at the longest pause instead of starting over.
    /// </summary>
    public bool Lived(long? online) => online is { } since && time.GetElapsedTime(since) > options.MaxReconnectDelay;

    /// <summary>Ends the connection and every wait.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
        }

        await _stop.CancelAsync();
        if (_running is not null) await _running;
        _status.Close();
        _stop.Dispose();
    }

    // connect ─► live ─► end ─► pause ─► connect …; a connection that lived begins a new outage (Reconnect)
    private async Task RunAsync()
    {
        // Not in the caller's turn, but in its context: all that follows stays in it.
        await Task.Yield();
        var outage = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, _stop.Token);
        try
        {
            ConnectionEnd? ended = await LiveAsync(_stop.Token);
            while (!_stop.IsCancellationRequested)
            {
                ended = await _reconnect.ExecuteAsync(
                    async context =>
                    {
                        if (ended is not { } first) return await LiveAsync(context.CancellationToken);
                        ended = null;
                        return first;
                    },
                    outage);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogStopped(options.ClientId);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(outage);
        }
    }

    private async Task<ConnectionEnd> LiveAsync(CancellationToken stop)
    {
        ConnectionEnd end;
        try
        {
            end = await live(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            end = new(EndCause.Lost, $"no answer within {options.ConnectTimeout.TotalSeconds:0.#} s");
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
}
