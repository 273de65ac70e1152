using Arena.Wire;

namespace Arena.Edge.Time;

/// <summary>What an outbox knows of one boot of its machine.</summary>
/// <param name="Number">Counts the boots in which a worker opened this outbox, from 1.</param>
/// <param name="Id">The kernel's id of it.</param>
/// <param name="First">Time since boot when a worker first opened the outbox in it.</param>
/// <param name="Last">Time since boot when the outbox was last heard of in it.</param>
internal sealed record Boot(long Number, string Id, TimeSpan First, TimeSpan Last)
{
    /// <summary>What dates its samples, in order of <see cref="Anchor.From"/>; empty if its clock was never believed.</summary>
    public IReadOnlyList<Anchor> Anchors { get; init; } = [];

    /// <summary>Since when its clock was doubted; null when it was not.</summary>
    public TimeSpan? DoubtedSince { get; init; }

    /// <summary>Where it was placed, for good, because it ended without an anchor.</summary>
    public BootEstimate? Estimate { get; init; }

    /// <summary>The estimate has been declared.</summary>
    public bool Declared { get; init; }

    /// <summary>Samples of it that were given up before they could be dated, and have not been declared.</summary>
    public UndatedSpan? Lost { get; init; }

    /// <summary>How long the outbox was in use in it.</summary>
    public TimeSpan Length => Last - First;

    /// <summary>The wall time of a moment of it; null while nobody can know.</summary>
    public UnixTime? At(TimeSpan sinceBoot)
    {
        if (Anchors.Count == 0) return Estimate?.AtFirst + (sinceBoot - First);
        var dating = Anchors[0];
        foreach (var anchor in Anchors)
        {
            if (anchor.From <= sinceBoot) dating = anchor;
        }

        return dating.At(sinceBoot);
    }
}

/// <summary>Where a boot without an anchor was placed: wall times of its <see cref="Boot.First"/>.</summary>
/// <param name="AtFirst">What its samples are dated by.</param>
/// <param name="Earliest">The truth is not before it…</param>
/// <param name="Latest">…and not after it.</param>
internal readonly record struct BootEstimate(UnixTime AtFirst, UnixTime Earliest, UnixTime Latest);

/// <summary>Some undated samples of a boot.</summary>
/// <param name="Count">How many.</param>
/// <param name="From">Time since boot of the first.</param>
/// <param name="To">Time since boot of the last.</param>
internal readonly record struct UndatedSpan(long Count, TimeSpan From, TimeSpan To)
{
    /// <summary>Both together.</summary>
    public static UndatedSpan Sum(UndatedSpan? one, UndatedSpan other) => one is not { } first
        ? other
        : new UndatedSpan(first.Count + other.Count, first.From < other.From ? first.From : other.From, first.To > other.To ? first.To : other.To);
}
