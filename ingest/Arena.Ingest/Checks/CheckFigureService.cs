using Arena.Ingest.Subscription;

namespace Arena.Ingest.Checks;

/// <summary>Writes the figures of checks within seconds, and as soon as the store is back when it was away.</summary>
internal sealed class CheckFigureService(CheckFigures figures, StoreHealth health, TimeProvider time, ILogger<CheckFigureService> logger)
    : StoreTurns("writing of sorting checks' figures", TimeSpan.FromSeconds(2), health, time, logger)
{
    protected override ValueTask TurnAsync(CancellationToken cancellationToken) => figures.WriteAsync(cancellationToken);
}
