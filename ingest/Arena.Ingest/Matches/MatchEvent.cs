using System.Text.Json.Serialization;
using Arena.Wire;

namespace Arena.Ingest.Matches;

/// <summary>Something that someone said of a match, kept for ever.</summary>
/// <param name="Id">Counts up.</param>
/// <param name="At">When it was said.</param>
/// <param name="Who">Who said it.</param>
/// <param name="Match">Name of the match.</param>
/// <param name="Said">What.</param>
internal sealed record MatchEvent(long Id, UnixTime At, string Who, string Match, MatchSaid Said);

/// <summary>What is said of a match; what is null is not spoken of.</summary>
internal sealed record MatchSaid
{
    /// <summary>It was made now: <c>form</c> or <c>ical</c>.</summary>
    public string? Made { get; init; }

    public string? Home { get; init; }

    public string? Opponent { get; init; }

    public DateTimeOffset? KickOff { get; init; }

    public int? ExpectedAttendance { get; init; }

    /// <summary>Spectators; −1 takes back what was set, so that the turnstiles' count holds.</summary>
    public int? Attendance { get; init; }

    public string? Uid { get; init; }

    public bool? Cancelled { get; init; }

    /// <summary>Name of a phase that began <see cref="PhaseAt"/>.</summary>
    public string? Phase { get; init; }

    public DateTimeOffset? PhaseAt { get; init; }

    /// <summary>The sender's own name for what it asked: sent twice, it is said once.</summary>
    public string? Action { get; init; }

    /// <summary>Number of an earlier event that doesn't count any more.</summary>
    public long? Undoes { get; init; }
}

/// <summary>How events lie in the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatchSaid))]
internal sealed partial class MatchJson : JsonSerializerContext;
