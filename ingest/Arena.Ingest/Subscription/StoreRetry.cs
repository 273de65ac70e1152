using Arena.Ingest.Store;
using Polly;
using Polly.Retry;

namespace Arena.Ingest.Subscription;

/// <summary>Repeats what a store can't do now until it can: with growing, jittered pauses, for ever, until cancelled.</summary>
internal sealed class StoreRetry
{
    private readonly ResiliencePipeline _pipeline;
    private readonly StoreHealth _health;

    public StoreRetry(FlowLimits limits, StoreHealth health, TimeProvider time)
    {
        _health = health;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
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
            })
            .Build();
    }

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> action, CancellationToken cancellationToken)
    {
        var result = await _pipeline.ExecuteAsync(static (action, cancel) => action(cancel), action, cancellationToken);
        _health.Works();
        return result;
    }
}
