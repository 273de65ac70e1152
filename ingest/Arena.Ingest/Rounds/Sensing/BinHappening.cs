using Arena.Ingest.Rounds.Actions;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>Something that happened to a bin: someone tapped it, its sensors saw it, or both.</summary>
/// <param name="At">When it was tapped, or else first seen.</param>
/// <param name="What">What it was.</param>
/// <param name="Action">The tap; null where nobody tapped.</param>
/// <param name="Sensed">What the sensors saw of it; null where they saw nothing.</param>
internal sealed record BinHappening(UnixTime At, BinActionKind What, BinAction? Action, SensedEmptying? Sensed);

/// <summary>Lays what was tapped at a bin over what its sensors saw.</summary>
internal static class BinHappenings
{
    /// <summary>Two people who tap the same emptying do it within this.</summary>
    public static readonly TimeSpan OneEmptying = TimeSpan.FromMinutes(5);

    /// <param name="actions">Of the bin, in order; what was taken back is left out.</param>
    /// <param name="sensed">Of the same span.</param>
    public static IReadOnlyList<BinHappening> Of(IReadOnlyList<ToldAction> actions, BinSensed sensed)
    {
        var seen = SensedEmptyings.Of(sensed).ToList();
        var happened = new List<BinHappening>();
        foreach (var action in actions.Where(told => told.Stands).Select(told => told.Action))
            happened.Add(new BinHappening(action.At, action.What, action, action.What.Empties() ? Confirmation(action, happened, seen, sensed) : null));
        happened.AddRange(seen.Select(emptied => new BinHappening(emptied.At, BinActionKind.Emptied, null, emptied)));
        return [.. happened.OrderBy(each => each.At)];
    }

    /// <summary>How often it was emptied within a span, its end included: what two people tapped of one emptying is one.</summary>
    public static int Emptyings(IReadOnlyList<BinHappening> happened, UnixTime from, UnixTime to)
    {
        var (count, last) = (0, (UnixTime?)null);
        foreach (var at in happened.Where(each => each.What.Empties() && each.At >= from && each.At <= to).Select(each => each.At))
        {
            if (last is null || at - last.Value > OneEmptying)
                count++;
            last = at;
        }

        return count;
    }

    // Each emptying that was seen confirms one tap, or several of the same emptying.
    private static SensedEmptying? Confirmation(BinAction tap, List<BinHappening> earlier, List<SensedEmptying> seen, BinSensed sensed)
    {
        if (earlier.FindLast(other => other.What.Empties() && tap.At - other.At <= OneEmptying) is { Sensed: { } shared })
            return shared;
        var near = seen.Where(emptied => (emptied.At - tap.At).Duration() <= SensedEmptyings.Apart).OrderBy(emptied => (emptied.At - tap.At).Duration()).ToList();
        if (near.Count == 0)
            return SensedEmptyings.Near(sensed, tap.At);
        seen.Remove(near[0]);
        return near[0];
    }
}
