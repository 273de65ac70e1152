using Arena.Ingest.Subscription;

namespace Arena.Ingest.Forecast;

/// <summary>Computes the forecast anew each minute.</summary>
internal sealed class ForecastService(Forecasts forecasts, StoreHealth health, TimeProvider time, ILogger<ForecastService> logger)
    : StoreTurns("forecast of when bins are full", TimeSpan.FromMinutes(1), health, time, logger)
{
    protected override ValueTask TurnAsync(CancellationToken cancellationToken) => forecasts.ComputeAsync(cancellationToken);
}
