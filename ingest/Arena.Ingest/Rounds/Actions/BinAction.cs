using Arena.Wire;

namespace Arena.Ingest.Rounds.Actions;

/// <summary>A tap at a bin.</summary>
/// <param name="Id">The phone's own name for it.</param>
/// <param name="Point">Which bin.</param>
/// <param name="What">What was done, or seen.</param>
/// <param name="Why">Why it was skipped, or null.</param>
/// <param name="Note">In someone's own words, or null.</param>
/// <param name="At">When it was tapped.</param>
/// <param name="By">Who tapped.</param>
/// <param name="Arrived">When ingest heard of it: later, when the phone had no network.</param>
internal sealed record BinAction(string Id, string Point, BinActionKind What, string? Why, string? Note, UnixTime At, string By, UnixTime Arrived);

/// <summary>A tap that takes back another.</summary>
/// <param name="Id">The phone's own name for it.</param>
/// <param name="Undoes">The other's.</param>
/// <param name="At">When it was tapped.</param>
/// <param name="By">Who tapped.</param>
internal sealed record BinUndo(string Id, string Undoes, UnixTime At, string By);

/// <summary>An action and whether it stands.</summary>
/// <param name="Action">The action.</param>
/// <param name="Undo">What took it back, or null.</param>
internal sealed record ToldAction(BinAction Action, BinUndo? Undo)
{
    public bool Stands => Undo is null;
}
