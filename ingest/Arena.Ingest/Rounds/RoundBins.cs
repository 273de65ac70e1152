using Arena.Ingest.Forecast;
using Arena.Ingest.Rounds.States;

namespace Arena.Ingest.Rounds;

/// <summary>Which bins a round may come by.</summary>
internal static class RoundBins
{
    /// <param name="state">How the bin stands.</param>
    /// <param name="outlook">What the forecast says of it; null where it says nothing.</param>
    /// <returns>What the round goes by; null where it leaves the bin out.</returns>
    public static BinOutlook? OutlookOf(BinState state, BinOutlook? outlook) => state.Urgency switch
    {
        BinUrgency.Emptied or BinUrgency.Skipped => null,
        BinUrgency.Full or BinUrgency.Urgent or BinUrgency.Overflowing when !IsDueNow(outlook) => Now(state, outlook),
        _ => outlook,
    };

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
