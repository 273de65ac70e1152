using System.ComponentModel;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Rounds.States;
using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

/// <summary>How all bins stand.</summary>
internal sealed record BinStatesShape(DateTime T, IReadOnlyList<BinStateShape> Bins)
{
    public static BinStatesShape From(IEnumerable<BinState> bins, UnixTime now, Func<string, string> shown) => new(now.ToUtc(), [.. bins.Select(bin => BinStateShape.From(bin).Naming(shown))]);
}

/// <summary>Bins that changed, on the live stream.</summary>
internal sealed record LiveBinsShape(IReadOnlyList<BinStateShape> Bins)
{
    /// <param name="bins">Those that changed.</param>
    /// <param name="shown">How names are shown to everyone: one event goes to all.</param>
    public static LiveBinsShape From(IEnumerable<BinState> bins, Func<string, string> shown) => new([.. bins.Select(bin => BinStateShape.From(bin).Naming(shown))]);
}

/// <summary>How a bin stands.</summary>
internal sealed record BinStateShape(
    string Point,
    [property: Description("What its range finder says, 0 to 1, believed or not; null where it never spoke.")] double? Level,
    DateTime? LevelAt,
    [property: Description("ok, soon, urgent, full, overflowing, emptied, skipped or unknown. Told from the likely level where the level is in doubt.")] string State,
    DateTime Since,
    [property: Description("Why the level is not believed; null while it is.")] DoubtShape? Doubt,
    [property: Description("What happened to it last within a day and stands.")] LastShape? Last,
    [property: Description("Taps that stand since the venue's midnight.")] int ActionsToday)
{
    public static BinStateShape From(BinState state) => new(
        state.Point,
        state.Level is { } level ? Math.Round(level, 3) : null,
        state.LevelAt?.ToUtc(),
        state.Urgency.Name(),
        state.Since.ToUtc(),
        state.Doubt is { } doubt ? DoubtShape.From(doubt) : null,
        state.Last is { } last ? LastShape.From(last) : null,
        state.ActionsToday);

    /// <summary>With who tapped as who asks may see it.</summary>
    public BinStateShape Naming(Func<string, string> shown) => Last is { By: { } by } ? this with { Last = Last with { By = shown(by) } } : this;
}

/// <summary>Why a level is not believed.</summary>
internal sealed record DoubtShape(
    [property: Description("lid-open, dirty-sensor, bag-caught, stuck or contradicts-weight.")] string Reason,
    DateTime Since,
    [property: Description("Which level is likelier, 0 to 1; null where nothing else tells.")] double? LikelyLevel)
{
    public static DoubtShape From(Doubt doubt) => new(doubt.Reason.Name(), doubt.Since.ToUtc(), doubt.LikelyLevel is { } level ? Math.Round(level, 3) : null);
}

/// <summary>What happened to a bin last.</summary>
internal sealed record LastShape(
    [property: Description("The tap's own name; null where nobody tapped and the bin's sensors saw it.")] string? Action,
    [property: Description("emptied, skipped, swapped, overflowing or sensor_cleaned.")] string What,
    [property: Description("Why it was skipped, or null.")] string? Why,
    string? Note,
    DateTime At,
    [property: Description("Who tapped; null where nobody did.")] string? By,
    [property: Description("What its sensors saw of an emptying; null where they saw nothing.")] ConfirmedShape? Confirmed,
    [property: Description("Always false: what was taken back is not told here.")] bool Undone)
{
    public static LastShape From(BinHappening last) => new(
        last.Action?.Id, last.What.Name(), last.Action?.Why, last.Action?.Note, last.At.ToUtc(), last.Action?.By,
        last.Sensed is { } sensed ? new ConfirmedShape(sensed.At.ToUtc(), BinEventShape.Round(sensed.Kg)) : null, Undone: false);
}

/// <summary>An emptying as a bin's sensors saw it.</summary>
internal sealed record ConfirmedShape(DateTime At, [property: Description("What was taken out; null where it has no scale.")] double? Kg);

/// <summary>What happened to a bin, in the order in which it did.</summary>
internal sealed record BinStoryShape(string Point, IReadOnlyList<BinEventShape> Events);

/// <summary>Something that happened to a bin.</summary>
internal sealed record BinEventShape(
    DateTime At,
    [property: Description("action: someone tapped; sensed: its own sensors saw it.")] string Kind,
    [property: Description("emptied, skipped, swapped, overflowing or sensor_cleaned.")] string What,
    string? Why,
    string? Note,
    [property: Description("Who tapped; null where nobody did.")] string? By,
    [property: Description("The tap's own name; of what was sensed, the tap that it confirms, or null.")] string? Action,
    [property: Description("Who took it back, or null.")] string? UndoneBy,
    [property: Description("What was taken out, where it has a scale.")] double? Kg,
    [property: Description("When ingest heard of it: later, when the phone had no network.")] DateTime? Arrived)
{
    public static BinEventShape From(ToldAction told) => new(
        told.Action.At.ToUtc(), "action", told.Action.What.Name(), told.Action.Why, told.Action.Note, told.Action.By, told.Action.Id, told.Undo?.By, null, told.Action.Arrived.ToUtc());

    public static BinEventShape From(SensedEmptying sensed, string? action) =>
        new(sensed.At.ToUtc(), "sensed", BinActionKind.Emptied.Name(), null, null, null, action, null, Round(sensed.Kg), null);

    /// <summary>With who tapped as who asks may see it.</summary>
    public BinEventShape Naming(Func<string, string> shown) => this with { By = By is null ? null : shown(By), UndoneBy = UndoneBy is null ? null : shown(UndoneBy) };

    public static double? Round(double? kg) => kg is { } known ? Math.Round(known, 1) : null;
}
