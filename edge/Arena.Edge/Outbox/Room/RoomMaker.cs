using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox.Room;

/// <summary>What one step of room making did.</summary>
internal enum RoomStep
{
    /// <summary>Nothing is left that may go.</summary>
    Nothing,

    /// <summary>Nothing was gained here; there is more to look at.</summary>
    Looked,

    /// <summary>Batches ingest has confirmed were deleted.</summary>
    Forgot,

    /// <summary>Batches were replaced by fewer samples.</summary>
    Thinned,

    /// <summary>The oldest batches were dropped.</summary>
    Dropped,
}

/// <summary>
/// Makes room in an outbox in small steps, each one transaction: what is confirmed goes first, then samples nobody has been offered are thinned to
/// 1, then 15, then 60 minutes, oldest first, and only then the oldest are dropped. What is thinned or dropped is declared in the same transaction.
/// </summary>
internal sealed class RoomMaker(BatchLog log, IOutboxRoom room, TimeProvider time)
{
    private static readonly int[] Levels = [1, 15, 60];

    // Well below the contract's 256 KiB.
    private const int MostSamples = 1_000;
    private const int MostGaps = 400;
    private const long GapBytes = 220;

    private readonly RoomReader _reader = new(log, room);
    private readonly Dictionary<int, RoomPlace> _done = Levels.ToDictionary(minutes => minutes, _ => default(RoomPlace));

    /// <summary>One step.</summary>
    /// <param name="pieceBytes">Payload bytes that one transaction may replace.</param>
    /// <param name="mayDrop">Also drop, when nothing can be thinned.</param>
    /// <exception cref="OutboxFullException">There was no room even for this; nothing changed.</exception>
    public RoomStep Step(long pieceBytes, bool mayDrop)
    {
        if (log.Forget(roomNeeded: true) > 0) return RoomStep.Forgot;
        foreach (var minutes in Levels)
        {
            if (Thin(minutes, pieceBytes) is var step and not RoomStep.Nothing) return step;
        }

        return mayDrop ? Drop(pieceBytes) : RoomStep.Nothing;
    }

    private RoomStep Thin(int minutes, long pieceBytes)
    {
        var window = TimeSpan.FromMinutes(minutes);
        var run = _reader.Run(_done[minutes], minutes, pieceBytes, at => IsOpen(at, window));
        if (run.Count == 0) return RoomStep.Nothing;
        var batches = Decode(run);
        if (batches.Count == 0)
        {
            // The first can't be read by this worker: it stays as it is.
            _done[minutes] = run[0].Place;
            return RoomStep.Looked;
        }

        var samples = batches.SelectMany(batch => batch.Samples).ToList();
        var thinned = Thinning.Thin(samples, window);
        var last = run.First(batch => batch.Sequence == batches[^1].Sequence).Place;

        var gaps = GapRuns.Of(GapCause.Thinned, log.Epoch, batches, samples.Count - thinned.Count, "disk full: thinned").ToList();
        if (!IsWorthIt(batches, thinned.Count, gaps.Count))
        {
            _done[minutes] = last;
            return RoomStep.Looked;
        }

        var contents = Contents(thinned, minutes, run[0].Place.First, gaps);
        if (!Replace(batches, contents)) return RoomStep.Looked;
        _done[minutes] = last;
        return RoomStep.Thinned;
    }

    private RoomStep Drop(long pieceBytes)
    {
        var oldest = _reader.Oldest(pieceBytes / 2);
        if (oldest.Count == 0) return RoomStep.Nothing;
        var batches = Decode(oldest);
        if (batches.Count == 0) return RoomStep.Nothing;
        var missing = batches.Sum(batch => batch.Samples.Count);
        var gaps = GapRuns.Of(GapCause.DiskFull, log.Epoch, batches, missing, "disk full: dropped");
        var note = new ThinnedNote(Levels[^1], oldest[0].Place.First, []);
        return Replace(batches, [new BatchContent([], [.. gaps]) { Thinned = note }]) ? RoomStep.Dropped : RoomStep.Looked;
    }

    // What saves less than a tenth is not worth a transaction, and each sample lost is lost for good.
    private static bool IsWorthIt(List<DecodedBatch> batches, int samplesLeft, int moreGaps)
    {
        var before = batches.Sum(batch => (long)batch.Bytes);
        var kept = batches.Sum(batch => batch.Gaps.Count) * GapBytes;
        var samples = batches.Sum(batch => batch.Samples.Count);
        var after = kept + (moreGaps * GapBytes) + (Math.Max(0, before - kept) * samplesLeft / Math.Max(1, samples));
        return after * 10 <= before * 9;
    }

    // As many as can be read, up to the first that can't, and no more gaps than a batch can carry on.
    private List<DecodedBatch> Decode(List<RoomBatch> run)
    {
        var decoded = new List<DecodedBatch>();
        var gaps = 0;
        foreach (var batch in run)
        {
            if (_reader.Decode(batch.Sequence) is not { } read) break;
            gaps += read.Gaps.Count + 1;
            if (decoded.Count > 0 && gaps > MostGaps) break;
            decoded.Add(read);
        }

        return decoded;
    }

    private static List<BatchContent> Contents(List<WeighedSample> thinned, int minutes, long first, List<Gap> gaps)
    {
        var contents = new List<BatchContent>();
        foreach (var chunk in thinned.Chunk(MostSamples))
        {
            // By series, because a point's name is written once for each run of its samples.
            var ordered = chunk.GroupBy(weighed => weighed.Sample.Series.Point, StringComparer.Ordinal).SelectMany(point => point).ToList();
            var note = new ThinnedNote(minutes, first, [.. ordered.Select(weighed => weighed.Weight)]);
            contents.Add(new BatchContent([.. ordered.Select(weighed => weighed.Sample)], contents.Count == 0 ? gaps : []) { Thinned = note });
        }

        return contents;
    }

    private bool Replace(List<DecodedBatch> batches, List<BatchContent> contents)
    {
        if (!log.Replace([.. batches.Select(batch => batch.Sequence)], contents, onlyUnoffered: true)) return false;

        // Only the sealing thread seals, and that is this one.
        var sequence = log.Highest - contents.Count;
        foreach (var content in contents) _reader.Add(new ThinnedBatch(++sequence, content.Thinned!.Minutes, content.Thinned.First));
        return true;
    }

    // Of now; a time in the future is that of a clock that was wrong.
    private bool IsOpen(UnixTime at, TimeSpan window)
    {
        var now = UnixTime.From(time.GetUtcNow());
        var begin = new UnixTime(now.Microseconds - (now.Microseconds % (window.Ticks / TimeSpan.TicksPerMicrosecond)));
        return at >= begin && at <= now + window;
    }
}
