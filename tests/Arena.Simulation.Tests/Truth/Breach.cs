namespace Arena.Simulation.Tests.Truth;

/// <summary>The invariants of a run; the numbers are those of the fault list.</summary>
internal enum Invariant
{
    /// <summary>I1: sealed = stored ⊎ quarantined ⊎ thinned ⊎ declared gaps.</summary>
    NothingLost,

    /// <summary>I2: one row for each identity, bit-equal to what was sealed.</summary>
    NothingDoubled,

    /// <summary>I3: what an edge forgot is terminal in the ledger.</summary>
    ForgottenIsTerminal,

    /// <summary>I4: the watermark never falls within a generation.</summary>
    LowNeverFalls,

    /// <summary>I5: after the faults everything drains within a bound.</summary>
    Drains,

    /// <summary>I5: new batches don't wait behind a backlog.</summary>
    Live,

    /// <summary>I7: windows and queues stay bounded.</summary>
    Bounded,

    /// <summary>A part ended by an error of its own.</summary>
    KeepsRunning,

    /// <summary>No alarm, renewal or gap without a cause.</summary>
    NoFalseAlarm,
}

/// <summary>An invariant that did not hold.</summary>
internal sealed record Breach(Invariant Invariant, string What);
