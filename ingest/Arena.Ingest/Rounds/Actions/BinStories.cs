using Arena.Ingest.Said;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Actions;

/// <summary>
/// What was said of each bin, in the order in which it was done. However often and in whatever order the same taps arrive, the stories are the same: an action
/// counts once by its name, its place is its time (of two at one moment, the order of their names), and an undo holds whether it comes after what it undoes or before.
/// </summary>
internal sealed class BinStories
{
    private readonly Dictionary<string, BinAction> _actions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BinUndo> _undos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BinUndo> _undoneBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BinAction>> _ofBin = new(StringComparer.Ordinal);

    /// <summary>Takes in what was said; what is known already changes nothing.</summary>
    public void Add(SaidEvent<BinSaid> heard)
    {
        var said = heard.Said;
        if (_actions.ContainsKey(said.Action) || _undos.ContainsKey(said.Action))
            return;
        if (said.Undoes is { } undone)
            Add(new BinUndo(said.Action, undone, UnixTime.From(said.At), heard.Who));
        else if (BinActionKinds.TryParse(said.What, out var what))
            Add(new BinAction(said.Action, heard.Subject, what, said.Why, said.Note, UnixTime.From(said.At), heard.Who, heard.At));
    }

    /// <summary>The action of that name, or null.</summary>
    public BinAction? Find(string action) => _actions.GetValueOrDefault(action);

    /// <summary>The undo of that name, or null.</summary>
    public BinUndo? FindUndo(string action) => _undos.GetValueOrDefault(action);

    /// <summary>All of a bin from a moment on, in order; also what was taken back.</summary>
    public IReadOnlyList<ToldAction> Of(string point, UnixTime from)
    {
        if (!_ofBin.TryGetValue(point, out var actions))
            return [];
        var first = actions.Count;
        while (first > 0 && actions[first - 1].At >= from) first--;
        return [.. actions.Skip(first).Select(action => new ToldAction(action, _undoneBy.GetValueOrDefault(action.Id)))];
    }

    private void Add(BinAction action)
    {
        _actions.Add(action.Id, action);
        if (!_ofBin.TryGetValue(action.Point, out var actions))
            _ofBin.Add(action.Point, actions = []);
        var place = actions.BinarySearch(action, InOrder.Instance);
        actions.Insert(~place, action);
    }

    // Of two undos of one action the earlier is told.
    private void Add(BinUndo undo)
    {
        _undos.Add(undo.Id, undo);
        if (!_undoneBy.TryGetValue(undo.Undoes, out var other) || InOrder.Compare(undo.At, undo.Id, other.At, other.Id) < 0)
            _undoneBy[undo.Undoes] = undo;
    }

    private sealed class InOrder : IComparer<BinAction>
    {
        public static readonly InOrder Instance = new();

        public int Compare(BinAction? x, BinAction? y) => Compare(x!.At, x.Id, y!.At, y.Id);

        public static int Compare(UnixTime at, string id, UnixTime otherAt, string otherId) =>
            at.CompareTo(otherAt) is not 0 and var order ? order : string.CompareOrdinal(id, otherId);
    }
}
