using Arena.Site.Checks;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>
/// Reads a manifest from top to bottom, then checks what only shows when everything is known:
/// <code>
///   text → tree → site, map, zones, points, nodes, matches, climate → Measured, Lines, Addresses, Calendar, Counted → manifest
/// </code>
/// Every step reports and goes on, so that one reading finds every fault.
/// </summary>
internal sealed class ManifestReader(Faults faults)
{
    private static readonly string[] Keys = ["site", "title", "time_zone", "position", "capacity", "map", "zones", "points", "nodes", "matches", "climate"];

    /// <summary>Null exactly when there are faults.</summary>
    public SiteManifest? Read(YamlNode root)
    {
        if (Fields.Open(root, "the manifest", faults, Keys) is not { } fields)
            return null;

        // Site
        var site = fields.Required("site").Slug();
        var title = fields.Required("title").Title();
        var zone = TimeZone(fields.Required("time_zone"));
        var (latitude, longitude) = GeographicPosition(fields.Required("position"));
        var capacity = fields.Required("capacity").Integer(1, 500_000);

        // Map, zones
        var map = MapReader.Read(fields.Required("map"), faults);
        var zones = ZoneReader.Read(fields.Required("zones"), faults);

        // Points, nodes
        var places = new Places(zones.Select(z => z.Name).ToHashSet(StringComparer.Ordinal), map is null ? null : (map.Width, map.Height));
        var points = PointReader.Read(fields.Required("points"), places, faults);
        var nodes = NodeReader.Read(fields.Required("nodes"), places, points.Select(point => point.Name).ToHashSet(StringComparer.Ordinal), faults);

        // Matches
        var matches = MatchReader.Read(fields.Required("matches"), zone, capacity, faults);

        // Climate
        var climate = ClimateReader.Read(fields.Optional("climate"), faults);

        // What only shows when everything is known
        NameCheck.Run(points, nodes, faults);
        MeasuredCheck.Run(points, nodes, faults);
        foreach (var node in nodes)
        {
            LineCheck.Run(node, faults);
            PortCheck.Run(node, faults);
            AddressCheck.Run(node, faults);
        }

        CalendarCheck.Run(matches, faults);
        if (faults.Count > 0)
            return null;

        return new SiteManifest
        {
            Site = site!,
            Title = title!.Value,
            TimeZone = zone!.Id,
            Latitude = latitude!.Value,
            Longitude = longitude!.Value,
            Capacity = capacity!.Value,
            Map = map!,
            Zones = [.. zones.Select(draft => new Zone(draft.Name, draft.Title!.Value))],
            Nodes = [.. nodes.Select(Assembly.Node)],
            Points = Assembly.Points(points, nodes),
            Matches = [.. matches.Select(draft => draft.Match!)],
            Climate = climate,
        };
    }

    private static TimeZoneInfo? TimeZone(Field field)
    {
        if (field.Text() is not { } id)
            return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId)
            return zone;
        var known = TimeZoneInfo.GetSystemTimeZones().Select(candidate => candidate.Id).ToList();
        field.Refuse(
            $"is '{Quoting.Short(id)}', and this machine knows no such time zone",
            known.Count <= 1 ? "Install the machine's time zones (package tzdata)." : Spelling.Advice(id, known, "Write its IANA name, such as Europe/Stockholm."));
        return null;
    }

    private (double? Latitude, double? Longitude) GeographicPosition(Field field)
    {
        if (field.Value is null || Fields.Open(field.Value, "'position'", faults, "latitude", "longitude") is not { } position)
            return default;
        return (position.Required("latitude").Number(-90, 90), position.Required("longitude").Number(-180, 180));
    }
}
