using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>A bin that a round may come by.</summary>
/// <param name="Point">Slug.</param>
/// <param name="X">On the map, in its units.</param>
/// <param name="Y">The same.</param>
/// <param name="Outlook">What it will do.</param>
internal sealed record RoundBin(string Point, double X, double Y, BinOutlook Outlook);

/// <summary>A stop of a round.</summary>
/// <param name="Bin">What is emptied.</param>
/// <param name="Before">The whistle before which it is to be done; null when it can't wait for one.</param>
/// <param name="Chance">How likely the bin is full at the whistle after that, were it left, 0 to 1.</param>
/// <param name="Done">When it is done by someone who walks the round from now on; null where the map's scale is unknown.</param>
internal sealed record RoundStop(RoundBin Bin, PhaseStart? Before, double Chance, UnixTime? Done)
{
    /// <summary>The round comes too late for it: it needs a second person, or is left out.</summary>
    public bool TooLate => Before is { } whistle && Done > whistle.At;
}
