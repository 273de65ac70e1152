namespace Arena.Edge.Uplink;

/// <summary>Which part of the window a batch takes.</summary>
internal enum Lane
{
    /// <summary>Oldest first.</summary>
    Backlog,

    /// <summary>Newest first.</summary>
    Newest,

    /// <summary>Set aside: outside the window, because later ones were confirmed again and again and this one was not.</summary>
    Aside,
}

/// <summary>A batch that was published and is not confirmed by ingest.</summary>
internal sealed class OfferedBatch(long sequence, Lane lane, TimeSpan since)
{
    public long Sequence { get; } = sequence;

    public Lane Lane { get; set; } = lane;

    /// <summary>First offered at.</summary>
    public TimeSpan Since { get; } = since;

    /// <summary>Length of its payload.</summary>
    public long Bytes { get; set; }

    /// <summary>A publish of it is not settled yet.</summary>
    public bool Publishing { get; set; }

    /// <summary>Connection it was last published on.</summary>
    public int Connection { get; set; }

    /// <summary>Number of its last publish, counting all publishes: tells which of two went out later.</summary>
    public long Order { get; set; }

    /// <summary>How often it was published on that connection: a new connection is a new chance.</summary>
    public int Attempts { get; set; }

    /// <summary>How often a batch published after it was confirmed before it.</summary>
    public int Passes { get; set; }

    /// <summary>Its last publish has been passed already.</summary>
    public bool Passed { get; set; }

    /// <summary>When it is offered again on the same connection.</summary>
    public TimeSpan DueAt { get; set; }
}
