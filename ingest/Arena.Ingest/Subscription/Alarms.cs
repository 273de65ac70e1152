using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Subscription;

/// <summary>
/// What someone has to look into, because ingest can't tell who is right: a forked outbox, a node that names another's point. Each is logged once for
/// each node and epoch, since it comes again and again; the counters tell how often.
/// </summary>
internal sealed partial class Alarms(ILogger<Alarms> logger)
{
    private const int MostRemembered = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<(string Node, string What)> _told = [];

    /// <summary>A batch came with other bytes than those that are terminal.</summary>
    public void Fork(in BatchId batch)
    {
        if (IsNews(batch.Node, batch.Epoch.ToString()))
            LogFork(logger, batch.Node, batch.Epoch, batch.Sequence);
    }

    /// <summary>Looks for a refusal that is more than a mistake in the data, and for an outbox that ended.</summary>
    public void Examine(Admission admission)
    {
        for (var place = 0; place < admission.Gaps.Count; place++)
        {
            if (admission.Gaps[place] is var gap
                && gap is { Closes: true, Cause: GapCause.OutboxForked or GapCause.OutboxDamaged, Batches.Epoch: var epoch }
                && admission.Node is { } sender
                && IsNews(sender, $"{gap.Cause} {epoch}"))
                LogOutboxEnded(logger, sender, epoch, gap.Cause.Slug());
        }

        if (admission.Node is { } node
            && admission.Quarantined is [{ Reason: Reason.ForeignPoint, Detail: var detail }]
            && IsNews(node, nameof(Reason.ForeignPoint)))
            LogForeignPoint(logger, node, detail);
    }

    /// <summary>A node sends more than it may.</summary>
    public void Flood(string node)
    {
        if (IsNews(node, nameof(Flood)))
            LogFlood(logger, node);
    }

    /// <summary>A node has its share of the quarantine.</summary>
    public void Withheld(string node)
    {
        if (IsNews(node, nameof(Withheld)))
            LogWithheld(logger, node);
    }

    private bool IsNews(string node, string what)
    {
        lock (_gate) return _told.Count < MostRemembered && _told.Add((node, what));
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: batch {Sequence} of node {Node}, epoch {Epoch}, came with other bytes than those stored. "
            + "Its outbox was rolled back or cloned; it is not acknowledged. Give the node a new outbox")]
    private static partial void LogFork(ILogger logger, string node, Epoch epoch, long sequence);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: node {Node} ended its outbox {Epoch}: {Cause}. What it kept was sealed anew, and /api/v1/completeness tells what is lost. "
            + "Look at its card; if it was forked and not set back to an old image, look for a second node under this name")]
    private static partial void LogOutboxEnded(ILogger logger, string node, Epoch epoch, string cause);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: node {Node} sends more than a node may. What is over is not taken: a numbered batch comes again from its outbox, an unnumbered one "
            + "is lost. Find out what sends as this node")]
    private static partial void LogFlood(ILogger logger, string node);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: node {Node} has its share of the quarantine. What of it is refused from now on is neither kept nor acknowledged; its good samples are "
            + "stored. Look at it (arena-ingest quarantine list), then replay or discard it")]
    private static partial void LogWithheld(ILogger logger, string node);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: what came as node {Node} is quarantined: {Detail}. "
            + "The node runs with another's configuration, or someone else has its password")]
    private static partial void LogForeignPoint(ILogger logger, string node, string detail);
}
