using System.ComponentModel;

namespace Arena.Ingest.Api.Shapes;

/// <summary>Whether ingest can do its work now.</summary>
internal sealed record HealthShape(
    [property: Description("Every check passes.")] bool Ready,
    IReadOnlyList<CheckShape> Checks);

/// <summary>One check.</summary>
internal sealed record CheckShape(
    [property: Description("mqtt or store.")] string Check,
    bool Ok,
    [property: Description("What is wrong, or null.")] string? Detail);

/// <summary>The process lives.</summary>
internal sealed record AliveShape([property: Description("Always alive.")] string Status);
