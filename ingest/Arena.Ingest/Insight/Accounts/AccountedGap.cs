using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Insight.Accounts;

/// <summary>A stretch of sample time in which data are missing, fewer or less certain, and why.</summary>
/// <param name="Cause">In kebab-case: what the node declared (<see cref="GapCause"/>), or one of this class.</param>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
/// <param name="Certain">The node itself declared it; else it is concluded from what is not there.</param>
internal sealed record AccountedGap(string Cause, UnixTime From, UnixTime To, bool Certain)
{
    /// <summary>Batches that are known to exist and have not come: they may yet.</summary>
    public const string NotReceived = "not-received";

    /// <summary>An outbox was followed by another without a word: what it may have held after its last batch never came.</summary>
    public const string OutboxReplaced = "outbox-replaced";

    /// <summary>Silence that nothing explains.</summary>
    public const string Unexplained = "unknown";

    /// <summary>Outbox of the batches concerned, or null.</summary>
    public Epoch? Epoch { get; init; }

    /// <summary>First batch concerned, or null.</summary>
    public long? First { get; init; }

    /// <summary>Last batch concerned, or null.</summary>
    public long? Last { get; init; }

    /// <summary>How many batches have not come; of other causes 0.</summary>
    public long Missing { get; init; }

    /// <summary>Samples concerned; null when nobody can know.</summary>
    public long? Samples { get; init; }

    /// <summary>The one point concerned; null for the whole node.</summary>
    public string? Point { get; init; }

    /// <summary>For people.</summary>
    public string Detail { get; init; } = "";

    public Interval Interval => new(From, To);
}
