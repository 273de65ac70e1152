using Arena.Ingest.Store;
using Polly;
using Polly.Retry;

namespace Arena.Ingest.Subscription;

/// <summary>Repeats what a store can't do now until it can: with growing, jittered pauses, for ever, until cancelled.</summary>
internal sealed class StoreRetry
{
    private readonly ResiliencePipeline _pipeline;
    private readonly StoreHealth _health;

    /// <param name="limits">First and longest pause.</param>
    /// <param name="health">Told of each failure and of the end of them.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="uniform">Gives the jitter, numbers in [0, 1); null for random ones.</param>
    public StoreRetry(FlowLimits limits, StoreHealth health, TimeProvider time, Func<double>? uniform = null)
    {
        _health = health;
        var pauses = new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = limits.FirstRetry,
            MaxDelay = limits.LongestRetry,
            OnRetry = attempt =>
            {
                _health.Fails(attempt.Outcome.Exception!.Message);
                return default;
            },
        };
        if (uniform is not null)
            pauses.Randomizer = uniform;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(pauses).Build();
    }

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> action, CancellationToken cancellationToken)
    {
        var result = await _pipeline.ExecuteAsync(static (action, cancel) => action(cancel), action, cancellationToken);
        _health.Works();
        return result;
    }
}
