using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What someone has to look into, because ingest can't tell who is right: a forked outbox, a node that names another's point. Each is logged once for
/// each node and epoch, since it comes again and again; the counters tell how often.
/// </summary>
internal sealed partial class Alarms(ILogger<Alarms> logger)
{
    private const int MostRemembered = 1_000;

    private readonly HashSet<(string Node, string What)> _told = [];

    /// <summary>A batch came with other bytes than those that are terminal.</summary>
    public void Fork(in BatchId batch)
    {
        if (IsNews(batch.Node, batch.Epoch.ToString()))
            LogFork(logger, batch.Node, batch.Epoch, batch.Sequence);
    }

    /// <summary>Looks for a refusal that is more than a mistake in the data.</summary>
    public void Examine(Admission admission)
    {
        if (admission.Node is { } node
            && admission.Quarantined is [{ Reason: Reason.ForeignPoint, Detail: var detail }]
            && IsNews(node, nameof(Reason.ForeignPoint)))
            LogForeignPoint(logger, node, detail);
    }

    private bool IsNews(string node, string what) => _told.Count < MostRemembered && _told.Add((node, what));

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: batch {Sequence} of node {Node}, epoch {Epoch}, came with other bytes than those stored. "
            + "Its outbox was rolled back or cloned; it is not acknowledged. Give the node a new outbox")]
    private static partial void LogFork(ILogger logger, string node, Epoch epoch, long sequence);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: what came as node {Node} is quarantined: {Detail}. "
            + "The node runs with another's configuration, or someone else has its password")]
    private static partial void LogForeignPoint(ILogger logger, string node, string detail);
}
