namespace Arena.Simulation.Tests.Faults;

/// <summary>What can go wrong in a run. The numbers in the comments are those of the fault list.</summary>
internal enum Fault
{
    /// <summary>1: kill −9, started again.</summary>
    EdgeKilled,

    /// <summary>2: the plug is pulled; the broker finds out by silence.</summary>
    EdgePowerCut,

    /// <summary>1: killed in a write, before or after it became durable.</summary>
    EdgeDiesInWrite,

    /// <summary>7: off for minutes.</summary>
    EdgeOff,

    /// <summary>15: a connection on which nothing gets through any more.</summary>
    HalfOpen,

    /// <summary>14: no way to the broker for a while.</summary>
    Unreachable,

    /// <summary>Connections end.</summary>
    ConnectionsEnd,

    /// <summary>12: the broker is killed and forgets sessions, queues and retained messages.</summary>
    BrokerKilled,

    /// <summary>13: a tiny queue, confirmed and dropped beyond.</summary>
    QueueLimit,

    /// <summary>12: it loses ingest's queue and says nothing.</summary>
    QueueLost,

    /// <summary>It loses ingest's session while that is away.</summary>
    SessionLost,

    /// <summary>16: messages come twice.</summary>
    Duplicates,

    /// <summary>12, 16: messages confirmed and lost.</summary>
    Losses,

    /// <summary>16: messages, acknowledgements too, held back and overtaken.</summary>
    Delays,

    /// <summary>16: an old acknowledgement comes again.</summary>
    OldAcknowledgement,

    /// <summary>A network that is slow.</summary>
    SlowNetwork,

    /// <summary>18: ingest killed.</summary>
    IngestKilled,

    /// <summary>18: ingest killed in a commit, before or after it became durable.</summary>
    IngestDiesInCommit,

    /// <summary>21, 23: the database is away.</summary>
    DatabaseAway,

    /// <summary>21: the database is slow.</summary>
    DatabaseSlow,

    /// <summary>17: an acknowledgement that no ledger made.</summary>
    ForgedAcknowledgement,

    /// <summary>A node that can't reach the broker until the faults end.</summary>
    EdgeOffline,

    /// <summary>24: ingest gets another disk, empty.</summary>
    IngestErased,

    /// <summary>24: ingest's data folder is restored from an older backup.</summary>
    IngestRestored,

    /// <summary>8: a card is written back to an older image of itself.</summary>
    CardRolledBack,

    /// <summary>9: a second node runs from a copy of a card.</summary>
    CardCloned,

    /// <summary>4: bits of the outbox file flip.</summary>
    CardDamaged,
}
