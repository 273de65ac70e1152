namespace Arena.Site.Reading;

/// <summary>What a sensor of a node may refer to. <paramref name="Chip"/> is the header's GPIO chip, null when the board is unknown.</summary>
internal sealed record Wiring(string Node, string Owner, string? Chip, IReadOnlySet<string> Points);
