using Arena.EndToEnd.Tests.House;
using Arena.Site;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>The venue that the rules are made for.</summary>
internal static class Venue
{
    public static SiteManifest Manifest { get; } = Read();

    private static SiteManifest Read()
    {
        var reading = SiteReader.ReadFile(Path.Combine(Repository.Root, "hardware/sites/borlange-energi-arena.yaml"));
        return reading.Manifest ?? throw new InvalidOperationException(string.Join('\n', reading.Describe()));
    }
}
