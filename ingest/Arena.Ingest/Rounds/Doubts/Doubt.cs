using Arena.Wire;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>Why a bin's level is not believed.</summary>
internal enum DoubtReason
{
    /// <summary>The lid stands open: the range finder looks elsewhere.</summary>
    LidOpen,

    /// <summary>Something sits on the range finder: it says near, whatever comes or goes.</summary>
    DirtySensor,

    /// <summary>Something large hangs or stands up in the bin: it jumped, and the scale felt nothing.</summary>
    BagCaught,

    /// <summary>It says the same all the time, while waste comes in or was taken out.</summary>
    Stuck,

    /// <summary>Level and scale, or what was tapped and the scale, exclude each other.</summary>
    ContradictsWeight,
}

/// <summary>A doubt in what a bin's range finder says.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
/// <param name="LikelyLevel">Which level is likelier, share of the bin; null where nothing else tells.</param>
internal sealed record Doubt(DoubtReason Reason, UnixTime Since, double? LikelyLevel);

/// <summary>Names of reasons, as the API has them.</summary>
internal static class DoubtReasons
{
    public static string Name(this DoubtReason reason) => reason switch
    {
        DoubtReason.LidOpen => "lid-open",
        DoubtReason.DirtySensor => "dirty-sensor",
        DoubtReason.BagCaught => "bag-caught",
        DoubtReason.Stuck => "stuck",
        DoubtReason.ContradictsWeight => "contradicts-weight",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no reason"),
    };
}
