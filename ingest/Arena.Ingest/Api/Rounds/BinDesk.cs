using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Rounds;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.States;
using Arena.Wire;

namespace Arena.Ingest.Api.Rounds;

/// <summary>Judges what someone tapped at a bin, and has it kept.</summary>
internal sealed class BinDesk(BinBook book, BinBoard board, RoundBoard round, TimeProvider time)
{
    private UnixTime Now => UnixTime.From(time.GetUtcNow());

    /// <summary>Something was done at a bin, or seen there.</summary>
    public BinState Act(HttpContext context, string point, BinActionShape shape)
    {
        KnownBin.Demand(board, point);
        var (id, who) = (Tap.Id("action", shape.Action), Asker.Of(context, shape.Who));
        var (what, why, note) = (What(shape.What), Why(shape), Tap.Note(shape.Note));
        Demand(context, what);
        book.Say(who, Now, known => known.Find(id) switch
        {
            { } said when said.Point == point && said.What == what && said.Why == why && said.Note == note => null,
            not null => throw Used(id),
            null when known.FindUndo(id) is not null => throw Used(id),
            null => (point, new BinSaid { Action = id, At = At(shape.At), What = what.Name(), Why = why, Note = note }),
        });
        return Judged(point);
    }

    /// <summary>An action is taken back; null when it has not come yet, and then it is when it comes.</summary>
    public BinState? Undo(HttpContext context, BinUndoShape shape)
    {
        var (id, undone, who) = (Tap.Id("action", shape.Action), Tap.Id("undoes", shape.Undoes), Asker.Of(context, shape.Who));
        book.Say(who, Now, known =>
        {
            if (known.Find(id) is not null || known.FindUndo(id) is { } said && said.Undoes != undone)
                throw Used(id);
            if (known.Find(undone) is { } action)
                Demand(context, action.What);
            if (known.FindUndo(undone) is not null)
                throw new ApiFault(StatusCodes.Status409Conflict, "undoes", "That is an undo itself.", "Say anew what was taken back, as an action of its own.");
            return known.FindUndo(id) is not null ? null : (known.Find(undone)?.Point ?? BinLog.NotYetKnown, new BinSaid { Action = id, At = At(shape.At), Undoes = undone });
        });
        return book.Find(undone) is { } action ? Judged(action.Point) : null;
    }

    // Whoever stands at the bin says how it is; that a sensor is to be believed again, who looks after it.
    private static void Demand(HttpContext context, BinActionKind what)
    {
        var right = what == BinActionKind.SensorCleaned ? Right.Tend : Right.Act;
        if (!Visitor.Of(context).May(right))
            throw RightGuard.Without(right);
    }

    private BinState Judged(string point)
    {
        var state = board.Judge(point);
        round.Plan();
        return state;
    }

    private DateTimeOffset At(string? at) =>
        Happened.At(at ?? throw ApiFault.BadParameter("at", "at is missing.", "Send when it was tapped: 2026-11-22T14:47:03Z."), Now).ToDateTimeOffset();

    private static BinActionKind What(string? what) => BinActionKinds.TryParse(what, out var kind)
        ? kind
        : throw ApiFault.BadParameter("what", $"\"{QueryText.Shown(what ?? "")}\" is nothing that happens to a bin.", $"Send one of {string.Join(", ", BinActionKinds.Names)}.");

    private static string? Why(BinActionShape shape)
    {
        if (shape.What != BinActionKind.Skipped.Name())
            return shape.Why is null ? null : throw ApiFault.BadParameter("why", "Only a skipped bin has a why.", "Leave it out, or write a note.");
        return shape.Why is { } why && BinActionKinds.Reasons.Contains(why, StringComparer.Ordinal)
            ? why
            : throw ApiFault.BadParameter("why", $"\"{QueryText.Shown(shape.Why ?? "")}\" is no reason to skip a bin.", $"Send one of {string.Join(", ", BinActionKinds.Reasons)}.");
    }

    private static ApiFault Used(string id) =>
        new(StatusCodes.Status409Conflict, "action", $"Something else was said as {id}.", "Draw another name for each tap.");
}
