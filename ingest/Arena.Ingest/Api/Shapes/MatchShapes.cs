using System.ComponentModel;
using System.Text.Json.Serialization;
using Arena.Ingest.Figures;
using Arena.Ingest.Matches;
using Arena.Ingest.Said;
using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The matches.</summary>
internal sealed record MatchesShape(IReadOnlyList<MatchBriefShape> Matches);

/// <summary>How a match day stands.</summary>
internal sealed record MatchNowShape(
    [property: Description("The match that is going on, from the gates to the end of cleaning, or null.")] MatchBriefShape? Match,
    [property: Description("The next match, or null.")] MatchBriefShape? Next)
{
    public static MatchNowShape From(MatchNow now) => new(
        now.Match is { } match ? MatchBriefShape.From(match, now.Since) : null,
        now.Next is { } next ? MatchBriefShape.From(next, now.Since) : null);
}

/// <summary>A match.</summary>
internal record MatchBriefShape(
    string Match,
    [property: Description("Null for the ground's own team.")] string? Home,
    string Opponent,
    DateTime KickOff,
    [property: Description("Null where nobody knows.")] int? ExpectedAttendance,
    [property: Description("Where it comes from: manifest, form or ical.")] string Source,
    [property: Description("planned, on, over or cancelled.")] string State,
    [property: Description("gates, first-half, half-time, second-half, egress, clean-up; over before and after.")] string Phase,
    [property: Description("When the phase began; null before the gates open.")] DateTime? PhaseSince,
    [property: Description("The phase that follows, as planned, or null.")] string? NextPhase,
    DateTime? NextPhaseAt)
{
    public static MatchBriefShape From(MatchDay match, UnixTime now)
    {
        var timeline = match.Timeline;
        var began = timeline.Starts.Where(start => start.At <= now).Select(start => (PhaseStart?)start).LastOrDefault();
        var next = timeline.After(now);
        return new MatchBriefShape(
            match.Name,
            match.Home,
            match.Opponent,
            match.KickOff.ToUtc(),
            match.Expected,
            match.Source,
            match.Cancelled ? "cancelled" : match.IsOn(now) ? "on" : now < timeline.From ? "planned" : "over",
            (match.Cancelled ? MatchPhase.Over : timeline.At(now)).Name(),
            match.Cancelled ? null : began?.At.ToUtc(),
            match.Cancelled ? null : next?.Phase.Name(),
            match.Cancelled ? null : next?.At.ToUtc());
    }
}

/// <summary>A match with everything that is known of it.</summary>
internal sealed record MatchWholeShape : MatchBriefShape
{
    private MatchWholeShape(MatchBriefShape brief)
        : base(brief)
    {
    }

    [Description("Spectators as set by hand; null where the turnstiles' count holds.")]
    public int? SetAttendance { get; private init; }

    [Description("Phases in order: those that began, and the rest as planned.")]
    public required IReadOnlyList<MatchPhaseShape> Phases { get; init; }

    [Description("From the gates to the end of cleaning, so far while it goes on.")]
    public required ResultsShape Results { get; init; }

    [Description("Who said what, in its order.")]
    public required IReadOnlyList<MatchEventShape> History { get; init; }

    public static MatchWholeShape From(MatchDay match, IReadOnlyList<SaidEvent<MatchSaid>> history, IReadOnlyDictionary<FigureField, double> results, UnixTime now)
    {
        var undone = history.Select(each => each.Said.Undoes).OfType<long>().ToHashSet();
        return new MatchWholeShape(From(match, now))
        {
            SetAttendance = match.SetAttendance,
            Phases = [.. match.Timeline.Starts.Select(start => MatchPhaseShape.From(start, match.KickOff))],
            Results = new ResultsShape(
                Of(FigureFields.Attendance), Of(FigureFields.WasteKg), Of(FigureFields.SortedKg), Of(FigureFields.EnergyWh), Of(FigureFields.WaterL), Of(FigureFields.Emptyings)),
            History = [.. history.Select(each => MatchEventShape.From(each, undone.Contains(each.Id)))],
        };

        double? Of(FigureField field) => results.TryGetValue(field, out var value) ? value : null;
    }
}

/// <summary>The beginning of a phase.</summary>
internal sealed record PhaseStartShape(string Phase, DateTime At, [property: Description("Someone began it; otherwise the plan does.")] bool ByHand);

/// <summary>A phase of a match.</summary>
internal sealed record MatchPhaseShape(
    string Phase,
    [property: Description("When it began, or will.")] DateTime At,
    [property: Description("Someone began it; otherwise the plan does.")] bool ByHand,
    [property: Description("When it would begin had nobody begun anything by hand.")] DateTime Planned)
{
    public static MatchPhaseShape From(PhaseStart start, UnixTime kickOff) =>
        new(start.Phase.Name(), start.At.ToUtc(), start.ByHand, (kickOff + start.Phase.FromKickOff()).ToUtc());
}

/// <summary>Results of a match; null where nobody measured.</summary>
internal sealed record ResultsShape(
    [property: Description("Counted by the turnstiles, or set by hand.")] double? Attendance,
    [property: Description("What came into bins with scales.")] double? WasteKg,
    [property: Description("Of that, all fractions but residual.")] double? SortedKg,
    [property: Description("Bought, and made by the roof and used.")] double? EnergyWh,
    double? WaterL,
    double? Emptyings);

/// <summary>Something that was said of a match.</summary>
internal sealed record MatchEventShape(
    long Event,
    DateTime At,
    string Who,
    [property: Description("An undo took it back.")] bool Undone,
    MatchSaidShape Said)
{
    public static MatchEventShape From(SaidEvent<MatchSaid> said, bool undone) => new(said.Id, said.At.ToUtc(), said.Who, undone, MatchSaidShape.From(said.Said));
}

/// <summary>What was said; only what was spoken of is there.</summary>
internal sealed record MatchSaidShape
{
    [Description("Made from: form or ical.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Made { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Home { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opponent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? KickOff { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExpectedAttendance { get; init; }

    [Description("Spectators; −1 for: as the turnstiles count.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Attendance { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uid { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Cancelled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Phase { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? PhaseAt { get; init; }

    [Description("The event that was taken back.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Undoes { get; init; }

    public static MatchSaidShape From(MatchSaid said) => new()
    {
        Made = said.Made,
        Home = said.Home,
        Opponent = said.Opponent,
        KickOff = said.KickOff?.UtcDateTime,
        ExpectedAttendance = said.ExpectedAttendance,
        Attendance = said.Attendance,
        Uid = said.Uid,
        Cancelled = said.Cancelled,
        Phase = said.Phase,
        PhaseAt = said.PhaseAt?.UtcDateTime,
        Undoes = said.Undoes,
    };
}
