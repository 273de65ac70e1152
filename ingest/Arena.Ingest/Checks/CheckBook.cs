using Arena.Wire;

namespace Arena.Ingest.Checks;

/// <summary>All sorting checks and trials as they stand now. Read by everyone; changed by what is said of them, which is durable first.</summary>
internal sealed class CheckBook(CheckLog log)
{
    private readonly Lock _gate = new();
    private CheckStory? _story;
    private IReadOnlyList<SortingCheck>? _checks;
    private long _version;

    /// <summary>Grows with everything that is said.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Every check, those that were taken back too, in the order in which they were made; of one moment, in which they came.</summary>
    /// <exception cref="Store.StoreUnavailableException">The file can't be read.</exception>
    public IReadOnlyList<SortingCheck> Checks
    {
        get
        {
            lock (_gate)
                return _checks ??= [.. Story.Checks.Values.OrderBy(check => check.FigureAt)];
        }
    }

    /// <summary>Every trial, those that were withdrawn too, by their beginning.</summary>
    /// <exception cref="Store.StoreUnavailableException">The file can't be read.</exception>
    public IReadOnlyList<Trial> Trials
    {
        get
        {
            lock (_gate)
                return [.. Story.Trials.Values.OrderBy(trial => trial.From)];
        }
    }

    private CheckStory Story => _story ??= Tell();

    /// <summary>The check of that name, or null.</summary>
    public SortingCheck? Check(string action)
    {
        lock (_gate)
            return Story.Checks.GetValueOrDefault(action);
    }

    /// <summary>The trial of that name, or null.</summary>
    public Trial? Trial(string action)
    {
        lock (_gate)
            return Story.Trials.GetValueOrDefault(action);
    }

    /// <summary>Judges what is to be said by how things stand, says it, and has it durable when it returns. One at a time; what was said under this action before is not said again.</summary>
    /// <param name="who">Who says it.</param>
    /// <param name="heard">When it is heard.</param>
    /// <param name="action">The sender's own name for it.</param>
    /// <param name="judge">What is said of which subject; null where there is nothing to say any more. It throws when it can't be said.</param>
    public void Say(string who, UnixTime heard, string action, Func<(string Subject, CheckSaid Said)?> judge)
    {
        lock (_gate)
        {
            var story = Story;
            if (log.Has(action) || judge() is not { } said)
                return;
            foreach (var each in log.Add(who, heard, [said]))
                story.Hear(each);
            _checks = null;
            Interlocked.Increment(ref _version);
        }
    }

    private CheckStory Tell()
    {
        var story = new CheckStory();
        foreach (var said in log.All())
            story.Hear(said);
        return story;
    }
}
