using Microsoft.Extensions.Logging;

namespace Arena.Mqtt.Links;

internal sealed partial class LinkLoop
{
    /// <summary>The broker still has the session, so deliveries nobody took were forgotten: it sends them again.</summary>
    public void SentAgain(int dropped)
    {
        if (dropped > 0) LogSentAgain(options.ClientId, dropped);
    }

    /// <summary>What the broker's answers to the subscriptions mean: the end for the first it refused, or null; less than was asked for is said.</summary>
    public ConnectionEnd? RefusalOf(ReadOnlySpan<ReasonCode> answers, string? brokerSays)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            var (filter, asked) = options.Subscriptions[i];
            if (answers[i].IsFailure())
                return new(EndCause.SubscriptionRefused, $"the broker refused the subscription '{filter}': {answers[i].Words(brokerSays)}");
            if ((byte)answers[i] < (byte)asked) LogGrantedLess(options.ClientId, filter, (byte)answers[i]);
        }

        return null;
    }

    // Trying for days must not fill a disk: the same reason is said once, then only at debug level until the link was online again.
    private void Report(ConnectionEnd end)
    {
        var news = !string.Equals(end.Reason, _saidReason, StringComparison.Ordinal);
        _saidReason = end.Reason;
        if (end.Cause == EndCause.Disposed) LogStopped(options.ClientId);
        else if (end.Cause == EndCause.Unforeseen) LogUnforeseen(options.ClientId, end.Reason);
        else if (end.Cause == EndCause.TakenOver) LogTakenOver(options.ClientId, options.MaxReconnectDelay);
        else if (news) LogOffline(options.ClientId, options.Host, options.Port, end.Reason);
        else LogStillOffline(options.ClientId, end.Reason);
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
    public partial void LogRefusedHere(string clientId, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "MQTT {ClientId}: {Count} deliveries nobody took come again over the new connection")]
    private partial void LogSentAgain(string clientId, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "MQTT {ClientId} stopped")]
    private partial void LogStopped(string clientId);
}
