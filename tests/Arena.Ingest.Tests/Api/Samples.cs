using Arena.Ingest.Tests.Decoding;
using Arena.Wire;

namespace Arena.Ingest.Tests.Api;

/// <summary>Readings of the small ground, a minute apart from 2026-11-20 12:00 UTC on.</summary>
internal static class Samples
{
    public static UnixTime Start { get; } = UnixTime.From(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public static Sample Power(int minute, double watts, Quality quality = Quality.Good) =>
        new(Ground.Power, Start + TimeSpan.FromMinutes(minute), watts, quality);

    public static Sample Filling(int minute, double level) => new(Ground.Filling, Start + TimeSpan.FromMinutes(minute), level);
}
