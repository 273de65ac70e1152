using Arena.Ingest.Ledger;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Insight.Accounts;

/// <summary>Gaps that the ledger knows of: declared by the node, numbers that have not come, and outboxes that were followed by another without a word.</summary>
internal sealed class BatchGaps(ILedger ledger)
{
    // Each run costs a look into the ledger; beyond these the oldest are told as one.
    private const int MostRuns = 200;

    /// <summary>The gaps of a node that touch a span.</summary>
    /// <param name="node">Which.</param>
    /// <param name="span">Sample time.</param>
    /// <param name="now">Ingest's clock: what has not come yet may be as new as this.</param>
    /// <param name="current">Epoch the node writes now and its highest number, as it said.</param>
    /// <param name="patience">Shortest time between two outboxes that means anything.</param>
    public List<AccountedGap> Of(string node, Interval span, UnixTime now, (Epoch Epoch, long Highest)? current, TimeSpan patience)
    {
        var epochs = ledger.Epochs(node)
            .Select(status => (Status: status, Times: ledger.Around(node, status.Epoch, long.MaxValue, 0)))
            .OrderBy(epoch => epoch.Times.After?.Microseconds ?? epoch.Status.FirstReceived.Microseconds)
            .ToList();
        var gaps = ledger.Gaps(node, span.From, span.To)
            .Where(declared => Stands(declared.Gap, epochs.Select(epoch => epoch.Status)))
            .Select(Declared)
            .ToList();
        for (var i = 0; i < epochs.Count; i++)
        {
            var (status, times) = epochs[i];
            var isCurrent = current?.Epoch == status.Epoch || (current is null && i == epochs.Count - 1);
            var next = i + 1 < epochs.Count ? epochs[i + 1].Times.After : null;
            gaps.AddRange(NotReceived(node, status, Highest(status, current), isCurrent ? now : next ?? now));
            if (!isCurrent && status.Closed is null && times.Before is { } last && next is { } first && first - last > patience)
                gaps.Add(Replaced(status.Epoch, last, first));
        }

        return [.. gaps.Where(gap => gap.From < span.To && gap.To >= span.From)];
    }

    /// <summary>Highest batch known to exist in an epoch.</summary>
    public static long Highest(EpochStatus status, (Epoch Epoch, long Highest)? current) =>
        Math.Max(Math.Max(status.Terminal.Highest, status.Said ?? 0), current is { } now && now.Epoch == status.Epoch ? now.Highest : 0);

    // A batch that came in spite of its declaration outweighs it.
    private static bool Stands(Gap gap, IEnumerable<EpochStatus> epochs) =>
        gap.Batches is not { } batches || gap.Cause is GapCause.OutboxForked or GapCause.ConfirmedEarlier
        || epochs.FirstOrDefault(epoch => epoch.Epoch == batches.Epoch) is not { } epoch
        || epoch.Declared.Any(run => run.First <= batches.Last && batches.First <= run.Last);

    private static AccountedGap Declared(DeclaredGap declared) => new(declared.Gap.Cause.Slug(), declared.Gap.From, declared.Gap.To, Certain: declared.Gap.Cause != GapCause.Unknown)
    {
        Epoch = declared.Gap.Batches?.Epoch,
        First = declared.Gap.Batches?.First,
        Last = declared.Gap.Batches?.Last,
        Samples = declared.Gap.Samples,
        Point = declared.Gap.Point,
        Detail = declared.Gap.Detail,
    };

    // Batches are sealed in order, so what is missing lies between what stands beside it.
    private IEnumerable<AccountedGap> NotReceived(string node, EpochStatus status, long highest, UnixTime end)
    {
        foreach (var (run, missing) in Runs(status, highest))
        {
            var beside = ledger.Around(node, status.Epoch, run.First, run.Last);
            var to = beside.After ?? end;
            yield return new AccountedGap(AccountedGap.NotReceived, Intervals.Earlier(beside.Before ?? status.FirstReceived, to), to, Certain: false)
            {
                Epoch = status.Epoch,
                First = run.First,
                Last = run.Last,
                Missing = missing,
                Detail = $"{missing} batches exist and have not come; they may yet",
            };
        }
    }

    private static IEnumerable<(SequenceRange Run, long Missing)> Runs(EpochStatus status, long highest)
    {
        var runs = status.Terminal.Missing(highest).ToList();
        var oldest = Math.Max(0, runs.Count - MostRuns);
        if (oldest > 0)
            yield return (new SequenceRange(runs[0].First, runs[oldest - 1].Last), runs.Take(oldest).Sum(run => run.Last - run.First + 1));
        foreach (var run in runs.Skip(oldest))
            yield return (run, run.Last - run.First + 1);
    }

    private static AccountedGap Replaced(Epoch epoch, UnixTime last, UnixTime first) => new(AccountedGap.OutboxReplaced, last, first, Certain: false)
    {
        Epoch = epoch,
        Detail = "the node began a new outbox and never said what became of the old one",
    };
}
