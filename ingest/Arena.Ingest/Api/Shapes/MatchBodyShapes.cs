using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Arena.Ingest.Api.Shapes;

/// <summary>A match to be made.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewMatchShape(
    [property: Description("Who says it.")] string? Who,
    [property: Description("Null for the ground's own team.")] string? Home,
    string? Opponent,
    [property: Description("RFC 3339 with offset.")] string? KickOff,
    int? ExpectedAttendance,
    [property: Description("A name of your own: sent twice, it is said once.")] string? Action);

/// <summary>What is changed of a match; what is left out stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MatchChangeShape(
    [property: Description("Who says it.")] string? Who,
    string? Home,
    string? Opponent,
    [property: Description("RFC 3339 with offset.")] string? KickOff,
    int? ExpectedAttendance,
    [property: Description("Spectators, in place of the turnstiles' count.")] int? Attendance,
    [property: Description("true: the turnstiles' count holds again.")] bool? AttendanceByCount,
    bool? Cancelled,
    [property: Description("A name of your own: sent twice, it is said once.")] string? Action);

/// <summary>A phase that begins.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PhaseShape(
    [property: Description("Who says it.")] string? Who,
    [property: Description("gates, first-half, half-time, second-half, egress, clean-up or over.")] string? Phase,
    [property: Description("When, RFC 3339; without it now.")] string? At,
    [property: Description("A name of your own: sent twice, it is said once.")] string? Action);

/// <summary>What is taken back.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UndoShape(
    [property: Description("Who says it.")] string? Who,
    [property: Description("Number of the event; without it or undoes, the last one that stands.")] long? Event,
    [property: Description("Its action, as it was sent: for who can't know its number yet.")] string? Undoes,
    [property: Description("When, RFC 3339; without it now.")] string? At,
    [property: Description("A name of your own: sent twice, it is said once.")] string? Action);

/// <summary>What an import did, by names of matches.</summary>
internal sealed record ImportedShape(
    IReadOnlyList<string> Made,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Unchanged,
    [property: Description("Titles of other home teams' matches.")] IReadOnlyList<string> Skipped);
