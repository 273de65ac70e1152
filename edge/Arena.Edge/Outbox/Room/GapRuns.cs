using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox.Room;

/// <summary>Gaps that stand for batches, as few as can be: what lies side by side for the same cause becomes one.</summary>
internal static class GapRuns
{
    /// <summary>Gaps drawn together where their numbers touch; in order of numbers, those without numbers first.</summary>
    public static List<Gap> Joined(IEnumerable<Gap> gaps)
    {
        var joined = new List<Gap>();
        foreach (var gap in gaps.OrderBy(gap => gap.Batches?.First ?? 0))
        {
            if (joined.Count > 0 && Touch(joined[^1], gap)) joined[^1] = Together(joined[^1], gap);
            else joined.Add(gap);
        }

        return joined;
    }

    /// <summary>A gap for each run of consecutive numbers among batches that go; together they tell of <paramref name="missing"/> samples.</summary>
    /// <param name="cause">Why they go.</param>
    /// <param name="epoch">Whose numbers.</param>
    /// <param name="batches">Those that go.</param>
    /// <param name="missing">Samples that are there no more.</param>
    /// <param name="detail">For people.</param>
    public static IEnumerable<Gap> Of(GapCause cause, Epoch epoch, IEnumerable<DecodedBatch> batches, long missing, string detail)
    {
        var runs = new List<List<DecodedBatch>>();
        foreach (var batch in batches.OrderBy(batch => batch.Sequence))
        {
            if (runs.Count > 0 && runs[^1][^1].Sequence == batch.Sequence - 1) runs[^1].Add(batch);
            else runs.Add([batch]);
        }

        foreach (var run in runs)
        {
            var samples = Math.Min(missing, run.Sum(batch => batch.Samples.Count));
            missing -= samples;
            yield return new Gap(cause, run.Min(batch => batch.From), run.Max(batch => batch.To))
            {
                Samples = samples,
                Batches = new GapBatches(epoch, run[0].Sequence, run[^1].Sequence, null),
                Detail = detail,
            };
        }
    }

    private static bool Touch(Gap one, Gap next) =>
        one.Batches is { } before && next.Batches is { } after && before.Epoch == after.Epoch && before.Last + 1 == after.First
        && one.Cause == next.Cause && one.Closes == next.Closes && one.Point == next.Point;

    private static Gap Together(Gap one, Gap next) => one with
    {
        From = one.From < next.From ? one.From : next.From,
        To = one.To > next.To ? one.To : next.To,
        Samples = one.Samples + next.Samples,
        Batches = one.Batches! with { Last = next.Batches!.Last, Chain = next.Batches.Chain },
    };
}
