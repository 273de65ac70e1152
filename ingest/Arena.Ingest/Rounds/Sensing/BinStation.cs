using Arena.Site;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>Bins that stand together: their names differ by the fraction at the end, <c>bin-south-1-food</c> and <c>bin-south-1-plastic</c>.</summary>
internal static class BinStation
{
    /// <summary>Name of the station; null for a bin whose name doesn't end in its fraction.</summary>
    public static string? Of(SitePoint point) =>
        point.Fraction is { } fraction && point.Name.EndsWith($"-{fraction}", StringComparison.Ordinal) ? point.Name[..^(fraction.Length + 1)] : null;
}
