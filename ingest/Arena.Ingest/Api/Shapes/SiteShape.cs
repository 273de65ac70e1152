using System.ComponentModel;
using Arena.Site;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The venue.</summary>
internal sealed record SiteShape(
    string Site,
    TitleShape Title,
    [property: Description("IANA name.")] string TimeZone,
    [property: Description("WGS 84, degrees north.")] double Latitude,
    [property: Description("WGS 84, degrees east.")] double Longitude,
    [property: Description("Spectators it holds.")] int Capacity,
    MapShapes Map,
    IReadOnlyList<ZoneShape> Zones,
    IReadOnlyList<MatchShape> Matches)
{
    public static SiteShape From(SiteManifest manifest)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(manifest.TimeZone);
        return new SiteShape(
            manifest.Site,
            TitleShape.From(manifest.Title),
            manifest.TimeZone,
            manifest.Latitude,
            manifest.Longitude,
            manifest.Capacity,
            MapShapes.From(manifest.Map),
            [.. manifest.Zones.Select(each => new ZoneShape(each.Name, TitleShape.From(each.Title)))],
            [.. manifest.Matches.Select(match => MatchShape.From(match, zone))]);
    }
}

/// <summary>What people read.</summary>
internal sealed record TitleShape([property: Description("Swedish.")] string Sv, [property: Description("English.")] string En)
{
    public static TitleShape From(Title title) => new(title.Sv, title.En);
}

/// <summary>The drawing that all positions refer to, in map units from the upper left corner.</summary>
internal sealed record MapShapes(double Width, double Height, IReadOnlyList<OutlineShape> Shapes)
{
    public static MapShapes From(SiteMap map) => new(map.Width, map.Height, [.. map.Shapes.Select(OutlineShape.From)]);
}

/// <summary>A polygon of the drawing.</summary>
internal sealed record OutlineShape(
    [property: Description("pitch, stand, building, path or parking.")] string Kind,
    TitleShape? Label,
    [property: Description("Corners, [x, y].")] IReadOnlyList<double[]> Outline)
{
    public static OutlineShape From(MapShape shape) => new(
        shape.Kind,
        shape.Label is { } label ? TitleShape.From(label) : null,
        [.. shape.Outline.Select(corner => new[] { corner.X, corner.Y })]);
}

/// <summary>A part of the venue.</summary>
internal sealed record ZoneShape(string Zone, TitleShape Title);

/// <summary>A match day known in advance.</summary>
internal sealed record MatchShape(string Match, string Opponent, DateTime KickOff, int ExpectedAttendance)
{
    public static MatchShape From(Match match, TimeZoneInfo zone) => new(
        match.Name,
        match.Opponent,
        TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(match.KickOff, DateTimeKind.Unspecified), zone),
        match.ExpectedAttendance);
}
