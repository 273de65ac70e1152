using Arena.Wire;

namespace Arena.Ingest.Rounds.Actions;

/// <summary>All that was said of bins, told. Read by everyone; changed by what is said, which is durable first.</summary>
internal sealed class BinBook(BinLog log)
{
    private readonly Lock _gate = new();
    private BinStories? _stories;

    /// <summary>The action of that name, or null.</summary>
    /// <exception cref="Store.StoreUnavailableException">The file can't be read.</exception>
    public BinAction? Find(string action)
    {
        lock (_gate)
            return Stories().Find(action);
    }

    /// <summary>All of a bin from a moment on, in the order in which it was done.</summary>
    /// <exception cref="Store.StoreUnavailableException">The file can't be read.</exception>
    public IReadOnlyList<ToldAction> Of(string point, UnixTime from)
    {
        lock (_gate)
            return Stories().Of(point, from);
    }

    /// <summary>Says something, durable when it returns, unless what is known already says that there is nothing to say. One at a time.</summary>
    /// <param name="who">Who says it.</param>
    /// <param name="heard">When ingest heard it.</param>
    /// <param name="judge">Given what is known, the bin and what is said of it, or null; it throws when it can't be said.</param>
    /// <returns>Whether anything was said.</returns>
    /// <exception cref="Store.StoreUnavailableException">It is not kept.</exception>
    public bool Say(string who, UnixTime heard, Func<BinStories, (string Point, BinSaid Said)?> judge)
    {
        lock (_gate)
        {
            var stories = Stories();
            if (judge(stories) is not { } what)
                return false;
            foreach (var said in log.Add(who, heard, [what]))
                stories.Add(said);
            return true;
        }
    }

    private BinStories Stories()
    {
        if (_stories is { } known)
            return known;
        var stories = new BinStories();
        foreach (var said in log.All())
            stories.Add(said);
        return _stories = stories;
    }
}
