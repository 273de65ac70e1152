using Arena.Site;

namespace Arena.Ingest.Forecast;

/// <summary>How large a unit of the venue's map is.</summary>
internal static class MapScale
{
    /// <summary>Law 1 of the game: 100 to 110 m for internationals; 105 m is what nearly every ground has.</summary>
    private const double PitchMetres = 105;

    /// <summary>Metres of a unit, by the pitch; null where none is drawn.</summary>
    public static double? Of(SiteMap map)
    {
        var pitch = map.Shapes.FirstOrDefault(shape => shape.Kind == "pitch");
        if (pitch is null) return null;
        var wide = pitch.Outline.Max(corner => corner.X) - pitch.Outline.Min(corner => corner.X);
        var high = pitch.Outline.Max(corner => corner.Y) - pitch.Outline.Min(corner => corner.Y);
        return PitchMetres / Math.Max(wide, high);
    }
}
