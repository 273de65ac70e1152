using Arena.Ingest.Forecast;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Sensing;
using Arena.Wire;

namespace Arena.Ingest.Rounds.States;

/// <summary>Tells how a bin stands. What someone saw there goes before what its sensors say; a level in doubt is never told as a fact.</summary>
/// <remarks>
/// <code>
/// overflowing, until it is emptied ─► emptied, until what came since matters ─► skipped, for a while ─► by forecast, where there is none by level
/// </code>
/// </remarks>
internal static class BinJudge
{
    /// <summary>A bin silent for longer says nothing of now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>So long is a bin shown as emptied when nothing contradicts.</summary>
    private static readonly TimeSpan EmptiedHolds = TimeSpan.FromMinutes(30);

    /// <summary>Readings this close to an emptying may still be of before it.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(3);

    /// <summary>A bin that someone saw not to be full is asked for again when so much more is in it.</summary>
    private const double MoreThanSeen = 0.1;

    public static BinState Judge(BinCase bin, BinState? before)
    {
        var (urgency, since) = Stands(bin);
        return new BinState
        {
            Point = bin.Point,
            Level = bin.Sensed.Level?.Value,
            LevelAt = bin.Sensed.Level?.Time,
            Urgency = urgency,
            Since = since ?? (before?.Urgency == urgency ? before.Since : bin.Now),
            Doubt = bin.Doubt,
            Last = bin.Happened.Count == 0 ? null : bin.Happened[^1],
            ActionsToday = bin.Happened.Count(each => each.Action is not null && each.At >= bin.Midnight),
        };
    }

    private static (BinUrgency Urgency, UnixTime? Since) Stands(BinCase bin)
    {
        var seen = ByLevel(bin);
        var emptied = Last(bin, what => what.Empties());
        var skipped = Last(bin, what => what == BinActionKind.Skipped);
        var over = Last(bin, what => what == BinActionKind.Overflowing);
        if (over > emptied)
            return (BinUrgency.Overflowing, bin.Happened[over].At);
        if (emptied > skipped && HoldsEmptied(bin, bin.Happened[emptied], seen))
            return (BinUrgency.Emptied, bin.Happened[emptied].At);
        if (skipped > emptied && HoldsSkipped(bin, bin.Happened[skipped]))
            return (BinUrgency.Skipped, bin.Happened[skipped].At);
        return (seen, null);
    }

    private static BinUrgency ByLevel(BinCase bin)
    {
        if (Believed(bin) is not { } level)
            return BinUrgency.Unknown;
        var thresholds = Thresholds.During(bin.Phase);
        var outlook = bin.Doubt is null ? bin.Outlook : null;
        var (next, afterThat) = (Chance(outlook, 0), Chance(outlook, 1));
        if (level >= Thresholds.Full) return BinUrgency.Full;
        if (outlook is null ? level >= thresholds.Urgent : next >= Thresholds.ChanceThatIsUrgent) return BinUrgency.Urgent;
        return level >= thresholds.Soon || Math.Max(next, afterThat) >= Thresholds.ChanceThatMatters ? BinUrgency.Soon : BinUrgency.Ok;
    }

    /// <summary>The level that is gone by; null when none is.</summary>
    private static double? Believed(BinCase bin)
    {
        if (bin.Doubt is { } doubt)
            return doubt.LikelyLevel;
        return bin.Sensed.Level is { } level && bin.Now - level.Time <= Fresh ? level.Value : null;
    }

    // A tap that the sensors contradict is not overridden: the doubt beside it tells.
    private static bool HoldsEmptied(BinCase bin, BinHappening emptied, BinUrgency seen)
    {
        if (bin.Doubt is { } doubt && emptied.Sensed is null && doubt.Since >= emptied.At)
            return true;
        var sensedAt = emptied.Sensed is { } sensed && sensed.At > emptied.At ? sensed.At : emptied.At;
        var matters = seen is BinUrgency.Soon or BinUrgency.Urgent or BinUrgency.Full && bin.Sensed.Level?.Time > sensedAt + Settles;
        return !matters && bin.Now - emptied.At <= EmptiedHolds;
    }

    private static bool HoldsSkipped(BinCase bin, BinHappening skipped)
    {
        if (bin.Now - skipped.At > Thresholds.During(bin.Phase).SkipHolds)
            return false;
        return skipped.Action?.Why != BinActionKinds.NotFull || bin.Doubt is not null
            || bin.Sensed.Level is not { } level || LevelAt(bin.Sensed, skipped.At) is not { } then || level.Value - then < MoreThanSeen;
    }

    private static double? LevelAt(BinSensed sensed, UnixTime at)
    {
        for (var place = sensed.Levels.Count - 1; place >= 0; place--)
        {
            if (sensed.Levels[place].Time <= at)
                return sensed.Levels[place].Value;
        }

        return null;
    }

    private static double Chance(BinOutlook? outlook, int whistle) => outlook?.Chances.Count > whistle ? outlook.Chances[whistle].Chance : 0;

    // Its place in the story; −1 for none.
    private static int Last(BinCase bin, Func<BinActionKind, bool> what)
    {
        var place = bin.Happened.Count - 1;
        while (place >= 0 && !what(bin.Happened[place].What)) place--;
        return place;
    }
}
