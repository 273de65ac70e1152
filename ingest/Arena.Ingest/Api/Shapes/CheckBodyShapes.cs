using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Arena.Ingest.Api.Shapes;

/// <summary>A sorting check that was made.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewCheckShape(
    [property: Description("A name of your own, 32 hex digits: sent twice, it is said once.")] string? Action,
    [property: Description("When it was made, RFC 3339; without it now.")] string? At,
    [property: Description("Who made it, where nobody is signed in.")] string? Who,
    [property: Description("The bin.")] string? Point,
    [property: Description("weighed or estimated.")] string? Method,
    [property: Description("All that was in the bin, kg; needed where it is weighed.")] double? TotalKg,
    [property: Description("What belongs elsewhere; empty where all was right.")] IReadOnlyList<WrongPartShape>? Wrong,
    string? Note);

/// <summary>What belongs to another fraction.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WrongPartShape(
    string? Fraction,
    [property: Description("Where it is weighed.")] double? Kg,
    [property: Description("Of the whole, more than 0 and at most 1, where it is estimated.")] double? Share);

/// <summary>A check that is taken back.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CheckUndoShape(
    [property: Description("A name of your own, 32 hex digits: sent twice, it is said once.")] string? Action,
    [property: Description("When, RFC 3339; without it now.")] string? At,
    [property: Description("Who takes it back, where nobody is signed in.")] string? Who,
    [property: Description("Action of the check.")] string? Undoes);

/// <summary>A trial to be written down.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewTrialShape(
    [property: Description("A name of your own, 32 hex digits: sent twice, it is said once. It stays the trial's name in addresses.")] string? Action,
    [property: Description("When it is said, RFC 3339; without it now.")] string? At,
    [property: Description("Who writes it down, where nobody is signed in.")] string? Who,
    string? Name,
    [property: Description("What was changed: signs, layout or other.")] string? What,
    [property: Description("Its bins; or zones.")] IReadOnlyList<string>? Points,
    [property: Description("Its zones; or points.")] IReadOnlyList<string>? Zones,
    [property: Description("When the change was made, RFC 3339.")] string? From,
    [property: Description("When it ended, RFC 3339; without it, it goes on.")] string? To,
    [property: Description("From when on all was as it was just before the change, RFC 3339; without it a year before from.")] string? Before);

/// <summary>What is changed of a trial; what is left out stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TrialChangeShape(
    [property: Description("A name of your own, 32 hex digits: sent twice, it is said once.")] string? Action,
    [property: Description("When it is said, RFC 3339; without it now.")] string? At,
    [property: Description("Who says it, where nobody is signed in.")] string? Who,
    [property: Description("When it ended, RFC 3339.")] string? To,
    [property: Description("It was written down by mistake.")] bool? Withdrawn);
