using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Wire;

namespace Arena.Ingest.Rounds.States;

/// <summary>How a bin stands.</summary>
internal sealed record BinState
{
    public required string Point { get; init; }

    /// <summary>What its range finder says, share of the bin, believed or not; null where it never spoke.</summary>
    public double? Level { get; init; }

    /// <summary>When it said so.</summary>
    public UnixTime? LevelAt { get; init; }

    public required BinUrgency Urgency { get; init; }

    /// <summary>Since when it stands so.</summary>
    public required UnixTime Since { get; init; }

    /// <summary>Why the level is not believed; null while it is.</summary>
    public Doubt? Doubt { get; init; }

    /// <summary>What happened to it last; null when nothing did in a day.</summary>
    public BinHappening? Last { get; init; }

    /// <summary>Taps that stand since the venue's midnight.</summary>
    public int ActionsToday { get; init; }
}
