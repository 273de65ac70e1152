using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Edge.Outbox.Room;

/// <summary>Finds what of an outbox may give way, oldest first, and reads it back.</summary>
/// <remarks>
/// Left alone is what ingest has confirmed, which is forgotten instead, and what was offered in this run: a broker may have it. Thinning takes a run
/// that nothing is left out of, because a mean between two batches must not fall on a sample of a third.
/// </remarks>
internal sealed class RoomReader(BatchLog log, IOutboxRoom room)
{
    /// <summary>Most batches that go in one transaction.</summary>
    private const int MostBatches = 1_000;

    // A batch of gaps alone that is larger is not drawn together with others any more.
    private const int MostGapBytes = 64 * 1024;

    private readonly BatchReader _reader = new();
    private readonly RoomOrder _order = new(room.Thinned());

    /// <summary>A thinned batch has been sealed.</summary>
    public void Add(ThinnedBatch batch) => _order.Add(batch);

    /// <summary>The next run behind a place that can be thinned to a window; empty when there is none.</summary>
    /// <param name="after">Not included.</param>
    /// <param name="minutes">Window; what is thinned to it already is passed by.</param>
    /// <param name="mostBytes">Payload bytes at most, but at least one batch.</param>
    /// <param name="isOpen">The window of a time is not over yet: nothing from there on is taken.</param>
    public List<RoomBatch> Run(RoomPlace after, int minutes, long mostBytes, Func<UnixTime, bool> isOpen)
    {
        var (gone, held) = log.NotToThin();
        var run = new List<RoomBatch>();
        var bytes = 0L;
        foreach (var batch in _order.After(after, gone, log.Highest))
        {
            if (batch.Minutes >= minutes || held.Contains(batch.Sequence))
            {
                if (run.Count > 0) break;
                continue;
            }

            if (room.Size(batch.Sequence) is not { Samples: > 0 } size) continue;
            bytes += size.Bytes;
            if (isOpen(size.Newest) || run.Count == MostBatches || (run.Count > 0 && bytes > mostBytes)) break;
            run.Add(batch);
        }

        return run;
    }

    /// <summary>The oldest batches of all, those that hold gaps alone among them, with at least so many payload bytes of samples if there are.</summary>
    public List<RoomBatch> Oldest(long leastBytes)
    {
        var (gone, held) = log.NotToThin();
        var oldest = new List<RoomBatch>();
        var bytes = 0L;
        foreach (var batch in _order.After(default, gone, log.Highest).Where(batch => !held.Contains(batch.Sequence)))
        {
            if (bytes >= leastBytes || oldest.Count == MostBatches) break;
            if (room.Size(batch.Sequence) is not { } size || (size.Samples == 0 && size.Bytes > MostGapBytes)) continue;
            bytes += size.Samples > 0 ? size.Bytes : 0;
            oldest.Add(batch);
        }

        return bytes > 0 ? oldest : [];
    }

    /// <summary>A batch as it was sealed; null when it has been forgotten, or holds what this worker can't read.</summary>
    public DecodedBatch? Decode(long sequence)
    {
        if (log.Payload(sequence) is not { } payload || room.Size(sequence) is not { } size) return null;
        var reading = new BatchReading();
        _reader.Read(payload.Span, reading);
        if (reading.Fault != Reason.None || reading.Rejected.Count > 0) return null;
        var weights = room.Weights(sequence);
        return new DecodedBatch(
            sequence,
            payload.Length,
            [.. reading.Samples.Select((sample, index) => new WeighedSample(sample, weights is null ? 1 : weights[index]))],
            [.. reading.Gaps],
            size.Newest);
    }
}
