using Arena.Wire;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>What is in memory of one series: samples not yet in chunks, those of the running transaction, and the end of its chunks.</summary>
internal sealed class SeriesHead(int series)
{
    public int Series => series;

    /// <summary>Durable in the journal, not in chunks.</summary>
    public SampleRun Head { get; private set; } = new();

    /// <summary>Of the running transaction.</summary>
    public SampleRun Staged { get; } = new();

    /// <summary>The newest sample in chunks, if any.</summary>
    public StoredSample? Sealed { get; set; }

    /// <summary>Samples in the newest chunk.</summary>
    public int SealedCount { get; set; }

    /// <summary>The newest durable sample, if any.</summary>
    public StoredSample? Latest
    {
        get
        {
            if (Head.Count == 0)
                return Sealed;
            var last = Last(Head);
            return Sealed is { } before && before.Time > last.Time ? before : last;
        }
    }

    /// <summary>Takes the head away: its samples are in chunks now.</summary>
    public SampleRun TakeHead()
    {
        var head = Head;
        Head = new SampleRun();
        return head;
    }

    public static StoredSample Last(SampleRun run) => new(new UnixTime(run.Times[^1]), run.Values[^1], (Quality)run.Qualities[^1]);
}
