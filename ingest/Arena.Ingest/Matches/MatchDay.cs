using Arena.Wire;

namespace Arena.Ingest.Matches;

/// <summary>A match, as the calendar and what people said of it make it.</summary>
internal sealed record MatchDay
{
    /// <summary>Slug, the same for ever: <c>2026-11-07-sandvikens-if</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Who plays at home; null for the ground's own team.</summary>
    public string? Home { get; init; }

    public required string Opponent { get; init; }

    /// <summary>As planned.</summary>
    public required UnixTime KickOff { get; init; }

    /// <summary>Spectators expected; null where nobody knows.</summary>
    public int? Expected { get; init; }

    /// <summary>Spectators as someone set it by hand; null where the turnstiles' count holds.</summary>
    public int? SetAttendance { get; init; }

    /// <summary>Where it comes from: <c>manifest</c>, <c>form</c> or <c>ical</c>.</summary>
    public required string Source { get; init; }

    /// <summary>UID of its calendar entry (RFC 5545), or null.</summary>
    public string? Uid { get; init; }

    /// <summary>It is not played: no phases, no results.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Beginnings that someone gave.</summary>
    public IReadOnlyDictionary<MatchPhase, UnixTime> ByHand { get; init; } = new Dictionary<MatchPhase, UnixTime>();

    public Timeline Timeline => Timeline.Of(KickOff, ByHand);

    /// <summary>Whether it is going on: from the gates to the end of cleaning.</summary>
    public bool IsOn(UnixTime time) => !Cancelled && time >= Timeline.From && time < Timeline.To;
}
