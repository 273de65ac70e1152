namespace Arena.Simulation.Tests.Rounds;

/// <summary>What can be wrong at a bin.</summary>
internal enum FaultKind
{
    /// <summary>The lid stands open against a wall, or into the sky: the range finder says near, or nothing in reach.</summary>
    LidOpen,

    /// <summary>Something sits on the range finder: near, without a flicker.</summary>
    Dirty,

    /// <summary>It says what it last said.</summary>
    Stuck,

    /// <summary>A bag hangs in the opening; it swings a little.</summary>
    Bag,

    /// <summary>Someone taps "emptied" at the wrong bin.</summary>
    WrongTap,
}

/// <summary>A fault at a bin during a match.</summary>
/// <param name="Kind">What.</param>
/// <param name="From">Minute from kick-off.</param>
/// <param name="To">Minute from kick-off, excluded.</param>
/// <param name="At">Level at which it hangs or that is seen of the wall; of a stuck sensor what it said.</param>
internal sealed record BinFault(FaultKind Kind, int From, int To, double At)
{
    /// <summary>What the range finder sees instead of the waste.</summary>
    /// <param name="minute">From kick-off.</param>
    /// <param name="level">Of the waste.</param>
    /// <param name="noise">Of the range finder, share of the bin.</param>
    public double Seen(int minute, double level, double noise) => minute < From || minute >= To ? level + noise : Kind switch
    {
        FaultKind.LidOpen => At + noise,
        FaultKind.Dirty => 1.1,
        FaultKind.Stuck => At,
        FaultKind.Bag => Math.Max(level, At) + (2 * noise),
        _ => level + noise,
    };
}
