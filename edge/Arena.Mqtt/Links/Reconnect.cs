using Polly;
using Polly.Retry;

namespace Arena.Mqtt.Links;

/// <summary>
/// When to connect again: for ever, with exponential back-off and jitter from the first pause to the longest, and at once the longest where
/// soon can't help.
/// </summary>
/// <remarks>
/// One run of the pipeline is one outage. Its attempt 0 is the connection that just ended, so even the first new attempt waits a jittered
/// pause (five hundred nodes don't come back in the same millisecond when a broker restarts). A connection that lived ends the run;
/// the next outage starts over.
/// </remarks>
internal static class Reconnect
{
    public static ResiliencePipeline<ConnectionEnd> Create(MqttLinkOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder<ConnectionEnd> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<ConnectionEnd>
            {
                ShouldHandle = static attempt => new(attempt.Outcome.Result is { } end && (attempt.AttemptNumber == 0 || !end.Lived)),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.ReconnectDelay,
                MaxDelay = options.MaxReconnectDelay,
                DelayGenerator = attempt =>
                    new(attempt.Outcome.Result is { WaitsLong: true } ? options.MaxReconnectDelay : (TimeSpan?)null),
            })
            .Build();
}
