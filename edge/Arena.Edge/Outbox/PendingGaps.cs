using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox;

/// <summary>
/// Gaps a node has declared that are not in a batch yet. When full, a new one is drawn together with one of the same cause, whose span then
/// covers both: less exact, never silent. What memory had no room for is always told as one: it comes again and again while it lasts. Thread-safe.
/// </summary>
internal sealed class PendingGaps(TimeProvider time)
{
    /// <summary>Most gaps in one batch.</summary>
    public const int MostInABatch = 64;

    // Each cause has room for one beyond it.
    private const int Most = 256;

    private readonly Lock _gate = new();
    private readonly List<(Gap Gap, long PutAt)> _waiting = [];
    private int _beingSealed;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>How long the oldest has waited; null when none does.</summary>
    public TimeSpan? OldestAge
    {
        get
        {
            lock (_gate) return _waiting.Count == 0 ? null : time.GetElapsedTime(_waiting[0].PutAt);
        }
    }

    public void Put(Gap gap)
    {
        if (gap.Batches is not null) throw new ArgumentException("a gap that stands for batches is declared by the log that removes them", nameof(gap));
        lock (_gate)
        {
            var alike = _waiting.Count < Most && gap.Cause != GapCause.MemoryFull ? -1 : _waiting.FindLastIndex(waiting => waiting.Gap.Cause == gap.Cause);
            if (alike < _beingSealed) _waiting.Add((gap, time.GetTimestamp()));
            else _waiting[alike] = (Together(_waiting[alike].Gap, gap), _waiting[alike].PutAt);
        }
    }

    /// <summary>The oldest, as many as fit a batch; they stay until <see cref="Sealed"/> or <see cref="NotSealed"/> is called.</summary>
    public IReadOnlyList<Gap> BeginSealing()
    {
        lock (_gate)
        {
            _beingSealed = Math.Min(_waiting.Count, MostInABatch);
            return [.. _waiting.Take(_beingSealed).Select(waiting => waiting.Gap)];
        }
    }

    /// <summary>What <see cref="BeginSealing"/> gave is durable.</summary>
    public void Sealed()
    {
        lock (_gate)
        {
            _waiting.RemoveRange(0, _beingSealed);
            _beingSealed = 0;
        }
    }

    /// <summary>What <see cref="BeginSealing"/> gave goes on waiting.</summary>
    public void NotSealed()
    {
        lock (_gate) _beingSealed = 0;
    }

    private static Gap Together(Gap one, Gap other) => one with
    {
        From = one.From < other.From ? one.From : other.From,
        To = one.To > other.To ? one.To : other.To,
        Samples = one.Samples + other.Samples,
        Point = one.Point == other.Point ? one.Point : null,
    };
}
