using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches;

/// <summary>Judges what someone wants to say of a match, and has it kept.</summary>
internal sealed class MatchDesk(MatchBook book, SiteManifest site, LiveChanges changes, TimeProvider time)
{
    private const int LongestName = 80;
    private const int MostSpectators = 200_000;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);

    private UnixTime Now => UnixTime.From(time.GetUtcNow());

    /// <summary>Makes a match; its name is the local day and the opponent.</summary>
    public MatchDay Make(string who, NewMatchShape shape)
    {
        var opponent = Name("opponent", shape.Opponent);
        var kickOff = KickOff(shape.KickOff ?? throw Missing("kick_off", "when it kicks off, 2026-11-28T13:00:00+01:00"));
        var name = MatchNames.Of(Local(kickOff), opponent) ?? throw ApiFault.BadParameter("opponent", "The opponent has no letter.", "Write the team's name.");
        return Say(who, shape.Action, name, _ => book.Find(name) is { Cancelled: false }
            ? throw new ApiFault(StatusCodes.Status409Conflict, "opponent", $"There is a match {name} already.", $"Change that one: POST /api/v1/matches/{name}.")
            : new MatchSaid
            {
                Made = "form",
                Home = shape.Home is null ? null : Name("home", shape.Home),
                Opponent = opponent,
                KickOff = kickOff.ToDateTimeOffset(),
                ExpectedAttendance = Spectators("expected_attendance", shape.ExpectedAttendance),
                Cancelled = book.Find(name) is null ? null : false,
            });
    }

    /// <summary>Changes what is given of a match.</summary>
    public MatchDay Change(string who, string name, MatchChangeShape shape) => Say(who, shape.Action, name, _ =>
    {
        if (shape is { Attendance: not null, AttendanceByCount: true })
            throw ApiFault.BadParameter("attendance", "attendance and attendance_by_count contradict each other.", "Send one of them.");
        var said = new MatchSaid
        {
            Home = shape.Home is null ? null : Name("home", shape.Home),
            Opponent = shape.Opponent is null ? null : Name("opponent", shape.Opponent),
            KickOff = shape.KickOff is null ? null : KickOff(shape.KickOff).ToDateTimeOffset(),
            ExpectedAttendance = Spectators("expected_attendance", shape.ExpectedAttendance),
            Attendance = shape.AttendanceByCount == true ? -1 : Spectators("attendance", shape.Attendance),
            Cancelled = shape.Cancelled,
        };
        return said != new MatchSaid() ? said : throw new ApiFault(StatusCodes.Status400BadRequest, null, "Nothing is changed.", "Send at least one field beside who.");
    });

    /// <summary>A phase begins, or began.</summary>
    public MatchDay Begin(string who, string name, PhaseShape shape) => Say(who, shape.Action, name, match =>
    {
        if (shape.Phase is null || !MatchPhases.TryParse(shape.Phase, out var phase))
            throw ApiFault.BadParameter("phase", $"There is no phase \"{QueryText.Shown(shape.Phase ?? "")}\".", $"Use one of {string.Join(", ", MatchPhases.Names)}.");
        var at = shape.At is null ? Now : QueryText.Time("at", shape.At);
        if (match.Cancelled)
            throw new ApiFault(StatusCodes.Status409Conflict, null, $"{name} is called off.", "Send cancelled: false first.");
        if (at > Now + Happened.Ahead)
            throw ApiFault.BadParameter("at", "A phase can't begin in the future by hand.", "Send it when it begins, or change kick_off.");
        if ((at - match.KickOff).Duration() > TimeSpan.FromHours(24))
            throw ApiFault.BadParameter("at", $"That is more than a day from the kick-off at {match.KickOff}.", "Change kick_off first.");
        foreach (var (other, began) in match.ByHand)
        {
            if (other != phase && (other.Place() < phase.Place() ? began >= at : began <= at))
            {
                throw new ApiFault(
                    StatusCodes.Status409Conflict, "at", $"{other.Name()} was begun by hand at {began}: {phase.Name()} can't begin at {at}.",
                    "Give another time, or undo the other one first.");
            }
        }

        return new MatchSaid { Phase = phase.Name(), PhaseAt = at.ToDateTimeOffset() };
    });

    /// <summary>Takes back the last thing that was said of a match, or the one of a number or an action.</summary>
    public MatchDay Undo(string who, string name, UndoShape shape) => Say(who, shape.Action, name, _ =>
    {
        if (shape is { Event: not null, Undoes: not null })
            throw ApiFault.BadParameter("undoes", "event and undoes are both there.", "Send one of them.");
        Happened.At(shape.At, Now);
        var history = book.History(name);
        var undone = history.Select(each => each.Said.Undoes).OfType<long>().ToHashSet();
        var standing = history.Where(each => each.Said is { Undoes: null, Made: null } && !undone.Contains(each.Id));
        var last = shape switch
        {
            { Event: { } number } => standing.FirstOrDefault(each => each.Id == number),
            { Undoes: { } action } => standing.FirstOrDefault(each => each.Said.Action == action),
            _ => standing.LastOrDefault(),
        };
        return last is not null
            ? new MatchSaid { Undoes = last.Id }
            : throw new ApiFault(StatusCodes.Status409Conflict, shape.Undoes is null ? "event" : "undoes", "There is nothing to undo.", "The match's history lists what was said; a match that was made is called off instead (cancelled: true).");
    });

    private MatchDay Say(string who, string? action, string name, Func<MatchDay, MatchSaid> judge)
    {
        var said = book.Say(who, Now, known =>
        {
            if (Asker.Action(action) is { } once && known.Has(once))
                return [];
            var match = known.Find(name) ?? new MatchDay { Name = name, Opponent = "", KickOff = Now, Source = "" };
            var what = judge(match) with { Action = action };
            return match.Source.Length > 0 || what.Made is not null ? [(name, what)] : throw Unknown(name);
        });
        if (said.Count > 0)
            changes.Announce();
        return book.Find(name) ?? throw Unknown(name);
    }

    private DateTimeOffset Local(UnixTime time) => TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), _zone);

    private static UnixTime KickOff(string text) => QueryText.Time("kick_off", text) is var time && time.ToDateTimeOffset().Year is >= 2000 and <= 2100
        ? time
        : throw ApiFault.BadParameter("kick_off", $"{text} is not in this century.", "Write the year with four digits.");

    private static string Name(string parameter, string? text) => text?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl)
        ? name
        : throw Missing(parameter, $"a team's name of 1 to {LongestName} characters");

    private static int? Spectators(string parameter, int? number) => number is null or (>= 0 and <= MostSpectators)
        ? number
        : throw ApiFault.BadParameter(parameter, $"{parameter} is {number}.", $"Send a whole number from 0 to {MostSpectators}.");

    private static ApiFault Missing(string parameter, string what) => ApiFault.BadParameter(parameter, $"{parameter} is missing or can't be so.", $"Send {what}.");

    private static ApiFault Unknown(string name) =>
        new(StatusCodes.Status404NotFound, "match", $"There is no match \"{QueryText.Shown(name)}\".", "/api/v1/matches lists them.");
}
