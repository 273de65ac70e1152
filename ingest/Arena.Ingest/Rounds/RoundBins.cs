using Arena.Ingest.Forecast;
using Arena.Ingest.Rounds.States;

namespace Arena.Ingest.Rounds;

/// <summary>Which bins a round may come by.</summary>
internal static class RoundBins
{
    /// <summary>A level in doubt from here on may be a full bin.</summary>
    private const double FullEnough = 0.8;

    /// <param name="state">How the bin stands.</param>
    /// <param name="outlook">What the forecast says of it; null where it says nothing.</param>
    /// <returns>What the round goes by; null where it leaves the bin out.</returns>
    public static BinOutlook? OutlookOf(BinState state, BinOutlook? outlook)
    {
        if (state.Urgency is BinUrgency.Emptied or BinUrgency.Skipped && !IsContradicted(state))
            return null;
        var matters = state.Urgency is BinUrgency.Full or BinUrgency.Urgent or BinUrgency.Overflowing || IsWorthALook(state);
        return matters && !IsDueNow(outlook) ? Now(state, outlook) : outlook;
    }

    // Someone tapped "emptied", and its sensors say otherwise.
    private static bool IsContradicted(BinState state) => state is { Urgency: BinUrgency.Emptied, Doubt: not null };

    // A doubt in a bin that is said to be half empty, and likely is, can wait for the next round.
    private static bool IsWorthALook(BinState state) =>
        state.Doubt is not null && (state.Urgency == BinUrgency.Unknown || state.Level >= FullEnough || IsContradicted(state));

    private static bool IsDueNow(BinOutlook? outlook) => outlook?.Chances is [var first, ..] && first.Chance >= Thresholds.ChanceThatMatters;

    // Full by the very next whistle: it can't wait for one.
    private static BinOutlook Now(BinState state, BinOutlook? outlook) => new()
    {
        Level = state.Level ?? outlook?.Level ?? 1,
        FullEarly = outlook?.FullEarly,
        Full = outlook?.Full,
        FullLate = outlook?.FullLate,
        Pace = outlook?.Pace ?? 1,
        Matches = outlook?.Matches ?? 0,
        Chances = [new ChanceByWhistle(default, 1)],
    };
}
