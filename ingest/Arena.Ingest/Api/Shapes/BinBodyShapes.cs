using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Arena.Ingest.Api.Shapes;

/// <summary>A tap at a bin.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BinActionShape(
    [property: Description("The sender's own name for it, 32 hexadecimal digits, another one for each tap: sent twice, it is said once.")] string? Action,
    [property: Description("When it was tapped, RFC 3339: within the last 24 hours.")] string? At,
    [property: Description("emptied, skipped, swapped, overflowing or sensor_cleaned.")] string? What,
    [property: Description("Of skipped: locked, blocked, not-full, no-time or other.")] string? Why,
    [property: Description("In one's own words, at most 200 characters.")] string? Note,
    [property: Description("Who says it, at the machine itself, where nobody is signed in.")] string? Who);

/// <summary>A tap that takes back another.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BinUndoShape(
    [property: Description("The sender's own name for it, 32 hexadecimal digits: sent twice, it is said once.")] string? Action,
    [property: Description("When it was tapped, RFC 3339: within the last 24 hours.")] string? At,
    [property: Description("Name of the action that is taken back. One that has not come yet is taken back when it comes.")] string? Undoes,
    [property: Description("Who says it, at the machine itself, where nobody is signed in.")] string? Who);

/// <summary>An undo is kept whose action has not come yet.</summary>
internal sealed record BinUndoWaitsShape([property: Description("Name of the action that is taken back when it comes.")] string Undoes);
