namespace Arena.Simulation.Tests.Rules;

/// <summary>The rules of the protocol. Each is removed by something that stands between the product's parts and undoes what the rule does.</summary>
internal enum Rule
{
    /// <summary>Edge: only a watermark whose chain is its own lets it forget.</summary>
    ChainProves,

    /// <summary>Edge: a new connection is a new chance for everything, at once.</summary>
    NewConnectionOffersAgain,

    /// <summary>Edge: an acknowledgement of another epoch is none.</summary>
    ForeignEpochIsRefused,

    /// <summary>Edge: some slots of the window are for the newest.</summary>
    NewestLane,

    /// <summary>Ingest: numbers that a node declared missing are terminal.</summary>
    DeclaredIsTerminal,

    /// <summary>Edge: a batch leaves on ingest's word, not on the broker's PUBACK.</summary>
    IngestConfirms,

    /// <summary>Edge: what is sealed is on the disk, and its number is never used again.</summary>
    SealedIsDurable,

    /// <summary>Edge: the highest number outlives the batches.</summary>
    NumbersAreNotReused,

    /// <summary>Edge: what is unconfirmed is offered again after a while.</summary>
    BackOff,

    /// <summary>Edge: a batch passed by later ones is offered again soon.</summary>
    HolesAreOfferedSoon,

    /// <summary>Edge: nothing is believed of an acknowledgement of numbers that were never sealed.</summary>
    NeverSealedIsRefused,

    /// <summary>Edge: a new ledger is given again what it doesn't know.</summary>
    NewGenerationOffersAgain,

    /// <summary>Edge: an older ledger's word counts no more.</summary>
    OldGenerationIsRefused,

    /// <summary>Ingest: the ledger never knows a batch before its samples are durable.</summary>
    LedgerNeverLeads,

    /// <summary>Ingest: a node hears of a batch only when it is durable.</summary>
    AcknowledgedWhenDurable,

    /// <summary>Ingest: the broker hears of a message only when it is durable; publishers without epoch have nothing else.</summary>
    PubackWhenDurable,

    /// <summary>Ingest: a sample that is there is not stored again, whichever batch brings it.</summary>
    KnownIsNotStoredAgain,

    /// <summary>Edge: what an earlier ledger confirmed, and the edge has deleted, is declared to a new ledger.</summary>
    ConfirmedEarlierIsDeclared,
}
