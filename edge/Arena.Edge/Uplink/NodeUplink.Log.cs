using Arena.Wire;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Uplink;

internal sealed partial class NodeUplink
{
    [LoggerMessage(LogLevel.Warning, "The broker refuses batch {Sequence} on {Topic}; it is kept and offered again later. Give the node the right to write its data topic.")]
    private static partial void PublishRefused(ILogger logger, long sequence, string topic);

    [LoggerMessage(LogLevel.Warning, "What came on {Topic} is no acknowledgement ({Fault}); ignored.")]
    private static partial void Unreadable(ILogger logger, string topic, string fault);

    [LoggerMessage(LogLevel.Error, "ALARM: an acknowledgement for {Node}, epoch {Epoch}, confirms {What} (highest {Highest}): this outbox is an old copy or a clone, or the message is forged. Nothing of it is believed. {Action}.")]
    private static partial void ConfirmsOthers(ILogger logger, string node, Epoch epoch, string what, long highest, string action);

    [LoggerMessage(LogLevel.Warning, "An acknowledgement comes from a ledger born in the future ({Generation}): it is forged, or this clock or ingest's is wrong. Nothing of it is believed.")]
    private static partial void FromTheFuture(ILogger logger, long generation);

    [LoggerMessage(LogLevel.Warning, "Ingest has a new ledger ({Generation}): {Waiting} kept batches are offered again.")]
    private static partial void NewLedger(ILogger logger, long generation, long waiting);

    [LoggerMessage(LogLevel.Warning, "Batches above {Proven} were said to be stored, and the proof stays away: {Waiting} are offered again. An older ingest gives none; otherwise look who may write the node's ack topic.")]
    private static partial void StaysUnproven(ILogger logger, long proven, long waiting);

    [LoggerMessage(LogLevel.Warning, "Batch {Sequence} is unconfirmed for {Seconds} s ({InFlight} in flight, {Aside} set aside, {Waiting} waiting): is ingest running, and can it store?")]
    private static partial void LongWait(ILogger logger, long sequence, long seconds, int inFlight, int aside, long waiting);
}
