using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

internal sealed partial class MqttConnection
{
    /// <summary>
    /// Pings after half a keep-alive without traffic in either direction, and calls the peer dead when nothing was heard for 1.5 keep-alives
    /// (MQTT 5, section 3.1.2.10, turned round).
    /// </summary>
    /// <remarks>
    /// While reading stands still for want of room, silence proves nothing, and the peer is left alone. But if publishes wait for their PUBACK at
    /// the same time, the consumer may itself be the one who waits for them; after 1.5 keep-alives the connection ends, which frees both.
    /// </remarks>
    private async Task KeepAliveAsync()
    {
        var pingAfter = Limits.KeepAlive / 2;
        var deadAfter = Limits.KeepAlive * 1.5;
        var lastPing = _time.GetTimestamp();
        while (true)
        {
            var paused = _paused;
            var heard = Volatile.Read(ref paused ? ref _pausedSince : ref _lastRead);
            var silence = _time.GetElapsedTime(heard);
            if (silence >= deadAfter && !paused)
            {
                End(new(EndCause.PeerSilent, $"the broker was silent for {silence.TotalSeconds:F1} s"));
                return;
            }

            if (silence >= deadAfter && _inFlight.AwaitsPuback)
            {
                End(new(EndCause.ConsumerStalled, "deliveries were not taken while publishes waited for PUBACKs behind them") { Goodbye = ReasonCode.Success });
                return;
            }

            var quiet = _time.GetElapsedTime(Math.Max(lastPing, Math.Min(heard, Volatile.Read(ref _lastWrite))));
            if (quiet >= pingAfter)
            {
                _sends.Ping();
                lastPing = _time.GetTimestamp();
                quiet = TimeSpan.Zero;
            }

            var untilPing = pingAfter - quiet;
            var untilDead = deadAfter - silence;
            await Task.Delay(untilDead > TimeSpan.Zero && untilDead < untilPing ? untilDead : untilPing, _time, _ending.Token);
        }
    }
}
