using Arena.Edge.Outbox;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Time;

/// <summary>
/// Dates what waits, oldest first, and seals it: each batch leaves the undated rows in the transaction that keeps it, so a crash loses and doubles
/// nothing. What nobody can place is declared in the same batch.
/// </summary>
internal sealed class Dater(NodeOutbox outbox, int batch)
{
    /// <summary>Samples dated and sealed so far.</summary>
    public long Dated { get; private set; }

    /// <summary>Samples declared lost so far: the clock had been set back.</summary>
    public long Lost { get; private set; }

    /// <summary>Dates all that waits; false when cancelled before. Only while this boot's clock is believed.</summary>
    /// <exception cref="OutboxFullException">There is no room; what is dated is sealed.</exception>
    public bool DateAll(Boot current, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var boots = Known(current);
            foreach (var boot in boots) Declare(boot);
            var rows = outbox.Undated(undated => undated.Oldest(batch));
            if (rows.Count > 0 && !boots.Exists(boot => boot.Number == rows[0].Boot))
            {
                Regain(rows[0].Boot);
                continue;
            }

            if (boots.Find(boot => Needs(boot, rows)) is { } unknown)
            {
                if (!TryEstimate(boots, unknown)) return false;
                continue;
            }

            if (rows.Count == 0)
            {
                if (boots.Count > 1) outbox.Undated(undated => undated.ForgetBoots(current.Number));
                return true;
            }

            // A doubt that its boot didn't live to see resolved is over: the anchor stands.
            Seal(boots.First(boot => boot.Number == rows[0].Boot), rows.TakeWhile(row => row.Boot == rows[0].Boot).ToList());
        }

        return false;
    }

    // Of this boot, the running clock knows more than was written down.
    private List<Boot> Known(Boot current) =>
    [
        .. outbox.Undated(undated => undated.Boots()).Select(boot => boot.Number == current.Number
            ? boot with { Last = current.Last, Anchors = current.Anchors, DoubtedSince = current.DoubtedSince }
            : boot),
    ];

    // A renewed outbox may have kept samples and lost their boot: between which others it lay is still known.
    private void Regain(long number) => outbox.Undated(undated =>
    {
        var span = undated.SpanOf(number)!.Value;
        undated.Save([new Boot(number, "", span.From, span.To)]);
    });

    private static bool Needs(Boot boot, IReadOnlyList<UndatedRow> rows) =>
        boot is { Anchors.Count: 0, Estimate: null } && (boot.Lost is not null || (rows.Count > 0 && rows[0].Boot == boot.Number));

    private bool TryEstimate(List<Boot> boots, Boot measured)
    {
        var first = boots.IndexOf(measured);
        while (first > 0 && boots[first - 1] is { Anchors.Count: 0, Estimate: null }) first--;
        var after = boots.FindIndex(first, boot => boot.Anchors.Count > 0);
        if (after < 0) return false;

        var (before, error) = (outbox.Newest, TimeSpan.Zero);
        if (first > 0 && boots[first - 1] is { Anchors.Count: > 0 } dated)
        {
            var end = dated.At(dated.Last);
            (before, error) = (end > before || before is null ? end : before, dated.Anchors[^1].Error);
        }

        var unknown = boots[first..after];
        var estimates = BootEstimates.Between(before, error, unknown, boots[after]);
        outbox.Undated(undated => undated.Save([.. unknown.Zip(estimates, (boot, estimate) => boot with { Estimate = estimate })]));
        return true;
    }

    // Ahead of its samples, so that whoever sees them knows.
    private void Declare(Boot boot)
    {
        var gaps = new List<Gap>();
        if (boot is { Estimate: not null, Declared: false } && outbox.Undated(undated => undated.SpanOf(boot.Number)) is { } estimated)
            gaps.Add(GapOf(boot, GapCause.TimeEstimated, estimated, "the clock was not synchronised from the node's start to its end"));
        if (boot.Lost is { } lost && boot.At(lost.From) is not null)
            gaps.Add(GapOf(boot, GapCause.DiskFull, lost, "the clock was not synchronised, and more samples waited for a date than there is room for"));
        if (gaps.Count > 0) outbox.SealDated([], [], gaps, new UndatedDone(0, boot.Number));
    }

    private static Gap GapOf(Boot boot, GapCause cause, UndatedSpan span, string detail)
    {
        var (from, to) = boot.Estimate is { } estimate
            ? (estimate.Earliest + (span.From - boot.First), estimate.Latest + (span.To - boot.First))
            : (boot.At(span.From)!.Value, boot.At(span.To)!.Value);
        return new Gap(cause, from, to > from ? to : from) { Samples = span.Count, Detail = detail };
    }

    private void Seal(Boot boot, List<UndatedRow> rows)
    {
        var flag = boot.Estimate is null ? Quality.Good : Quality.EstimatedTime;
        var states = new Dictionary<SeriesName, SeriesState>(SeriesNames.Comparer);
        var samples = new List<Sample>(rows.Count);
        var lost = new List<UnixTime>();
        foreach (var (_, _, undated) in rows)
        {
            var at = boot.At(undated.SinceBoot)!.Value.TruncatedToMilliseconds();
            var newest = states.TryGetValue(undated.Series, out var state) ? state.Newest : outbox.NewestOf(undated.Series);
            var placed = !(at <= newest);
            if (placed) samples.Add(new Sample(undated.Series, at, undated.Value, undated.Quality | flag));
            else lost.Add(at);

            // A counter goes on from what was lost, too: its next sample carries what it counted.
            if (placed || undated.IsRegister)
                states[undated.Series] = new SeriesState(undated.Series, placed ? at : newest!.Value, undated.IsRegister ? undated.Value : null);
        }

        outbox.SealDated(samples, states.Values, lost.Count > 0 ? [SetBack(lost)] : [], new UndatedDone(rows[^1].Id, null));
        Dated += samples.Count;
        Lost += lost.Count;
    }

    private static Gap SetBack(List<UnixTime> lost) => new(GapCause.ClockSetBack, lost.Min(), lost.Max())
    {
        Samples = lost.Count,
        Detail = "the clock was set back: samples of these times had been sealed already",
    };
}
