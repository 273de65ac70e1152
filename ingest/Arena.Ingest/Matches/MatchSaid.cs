using System.Text.Json.Serialization;
using Arena.Ingest.Said;

namespace Arena.Ingest.Matches;

/// <summary>What is said of a match; what is null is not spoken of.</summary>
internal sealed record MatchSaid : ISaid
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
