namespace Arena.Site.Reading;

/// <summary>Where points and nodes can be: the zones' names, and the map's size when it could be read.</summary>
internal sealed record Places(IReadOnlySet<string> Zones, (double Width, double Height)? Map);
