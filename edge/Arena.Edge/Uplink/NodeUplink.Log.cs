using Arena.Wire;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Uplink;

internal sealed partial class NodeUplink
{
    [LoggerMessage(LogLevel.Warning, "The broker refuses batch {Sequence} on {Topic}; it is kept and offered again later. Give the node the right to write its data topic.")]
    private static partial void PublishRefused(ILogger logger, long sequence, string topic);

    [LoggerMessage(LogLevel.Warning, "What came on {Topic} is no acknowledgement ({Fault}); ignored.")]
    private static partial void Unreadable(ILogger logger, string topic, string fault);

    [LoggerMessage(LogLevel.Warning, "An acknowledgement confirms batches of {Node}, epoch {Epoch}, that were never sealed here (highest {Highest}): forged, or this outbox is an old copy. Nothing of it is believed.")]
    private static partial void ConfirmsNeverSealed(ILogger logger, string node, Epoch epoch, long highest);

    [LoggerMessage(LogLevel.Warning, "Ingest has a new ledger ({Generation}): {Waiting} kept batches are offered again.")]
    private static partial void NewLedger(ILogger logger, long generation, long waiting);

    [LoggerMessage(LogLevel.Warning, "Batch {Sequence} is unconfirmed for {Seconds} s ({InFlight} in flight, {Aside} set aside, {Waiting} waiting): is ingest running, and can it store?")]
    private static partial void LongWait(ILogger logger, long sequence, long seconds, int inFlight, int aside, long waiting);
}
