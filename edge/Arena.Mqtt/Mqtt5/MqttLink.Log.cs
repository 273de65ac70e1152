using Microsoft.Extensions.Logging;

namespace Arena.Mqtt.Mqtt5;

internal sealed partial class MqttLink
{
    // Trying for days must not fill a disk: the same reason is said once, then only at debug level until the link was online again.
    private void Report(ConnectionEnd end)
    {
        var news = !string.Equals(end.Reason, _saidReason, StringComparison.Ordinal);
        _saidReason = end.Reason;
        if (end.Cause == EndCause.Disposed) LogStopped(_options.ClientId);
        else if (end.Cause == EndCause.Unforeseen) LogUnforeseen(_options.ClientId, end.Reason);
        else if (end.Cause == EndCause.TakenOver) LogTakenOver(_options.ClientId, _options.MaxReconnectDelay);
        else if (news) LogOffline(_options.ClientId, _options.Host, _options.Port, end.Reason);
        else LogStillOffline(_options.ClientId, end.Reason);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT {ClientId} is online at {Host}:{Port} (session present: {SessionPresent}, keep-alive {KeepAlive})")]
    private partial void LogOnline(string clientId, string host, int port, bool sessionPresent, TimeSpan keepAlive);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT {ClientId} is not online at {Host}:{Port}: {Reason}")]
    private partial void LogOffline(string clientId, string host, int port, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "MQTT {ClientId} is still not online: {Reason}")]
    private partial void LogStillOffline(string clientId, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "MQTT {ClientId} was taken over: another client uses this client identifier. Give each its own. Trying again in {Pause}")]
    private partial void LogTakenOver(string clientId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "MQTT {ClientId} met an error of its own and connects anew: {Error}")]
    private partial void LogUnforeseen(string clientId, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT {ClientId}: '{Filter}' was granted QoS {Granted} only")]
    private partial void LogGrantedLess(string clientId, string filter, byte granted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT {ClientId}: the message for '{Topic}' was not sent: {Reason}")]
    private partial void LogRefusedHere(string clientId, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "MQTT {ClientId}: {Count} deliveries nobody took come again over the new connection")]
    private partial void LogSentAgain(string clientId, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "MQTT {ClientId} stopped")]
    private partial void LogStopped(string clientId);
}
