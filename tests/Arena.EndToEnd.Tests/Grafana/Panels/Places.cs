using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Site;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>Which points belong together, from the manifest.</summary>
internal static class Places
{
    /// <summary>The groups of electricity users, and what staff calls them.</summary>
    public static IReadOnlyList<(string Group, string Title)> Uses { get; } =
    [
        ("floodlight", "Strålkastare"), ("kitchen", "Kök och kiosker"), ("ventilation", "Ventilation"), ("ev-charger", "Laddstolpar"), ("other", "Övrigt"),
    ];

    public static IReadOnlyList<SitePoint> Bins { get; } = [.. VenueRecording.Shared.Manifest.Points.Where(InGroup("bin"))];

    /// <summary>Bins that stand together, by what their titles say after the fraction: <c>Restavfall söder 1</c>.</summary>
    public static IReadOnlyList<IGrouping<string, SitePoint>> Stations { get; } = [.. Bins.GroupBy(bin =>
    {
        var place = bin.Title.Sv[(bin.Title.Sv.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return char.ToUpperInvariant(place[0]) + place[1..];
    })];

    public static bool Incomer(SitePoint point) => point.Group == "incomer";

    public static bool Solar(SitePoint point) => point.Group == "solar";

    public static Func<SitePoint, bool> InGroup(string group) => point => point.Group == group;

    public static Func<SitePoint, bool> Named(string name) => point => point.Name == name;
}
