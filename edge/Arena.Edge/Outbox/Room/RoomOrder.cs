using Arena.Wire.Acknowledgements;

namespace Arena.Edge.Outbox.Room;

/// <summary>A place in the order in which an outbox's data were measured.</summary>
/// <param name="First">Number of the oldest batch that stands there, as it was first sealed.</param>
/// <param name="Sequence">Number of the batch that stands there now.</param>
internal readonly record struct RoomPlace(long First, long Sequence) : IComparable<RoomPlace>
{
    public int CompareTo(RoomPlace other) => (First, Sequence).CompareTo((other.First, other.Sequence));
}

/// <summary>A kept batch in that order.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Minutes">Window it was thinned to; 0 as it was sampled.</param>
internal readonly record struct RoomBatch(RoomPlace Place, int Minutes)
{
    public long Sequence => Place.Sequence;
}

/// <summary>
/// Every kept batch in the order its data were measured: numbers are in that order but for thinned batches, which were sealed anew. Not thread-safe.
/// </summary>
internal sealed class RoomOrder
{
    private readonly SortedDictionary<RoomPlace, int> _thinned = [];
    private readonly HashSet<long> _numbersOfThinned = [];

    public RoomOrder(IEnumerable<ThinnedBatch> thinned)
    {
        foreach (var batch in thinned) Add(batch);
    }

    public void Add(ThinnedBatch batch)
    {
        _thinned[new RoomPlace(batch.First, batch.Sequence)] = batch.Minutes;
        _numbersOfThinned.Add(batch.Sequence);
    }

    /// <summary>The kept batches behind a place, up to a number.</summary>
    /// <param name="after">Not included.</param>
    /// <param name="gone">Numbers that are not kept.</param>
    /// <param name="highest">Highest number there is.</param>
    public IEnumerable<RoomBatch> After(RoomPlace after, SequenceSet gone, long highest)
    {
        Forget(gone);
        using var thinned = _thinned.Where(entry => entry.Key.CompareTo(after) > 0).GetEnumerator();
        var more = thinned.MoveNext();
        foreach (var sequence in Sampled(after.First, gone, highest))
        {
            var place = new RoomPlace(sequence, sequence);
            if (place.CompareTo(after) <= 0) continue;
            for (; more && thinned.Current.Key.CompareTo(place) < 0; more = thinned.MoveNext()) yield return new RoomBatch(thinned.Current.Key, thinned.Current.Value);
            yield return new RoomBatch(place, 0);
        }

        for (; more; more = thinned.MoveNext()) yield return new RoomBatch(thinned.Current.Key, thinned.Current.Value);
    }

    private void Forget(SequenceSet gone)
    {
        foreach (var place in _thinned.Keys.Where(place => gone.Contains(place.Sequence)).ToList())
        {
            _thinned.Remove(place);
            _numbersOfThinned.Remove(place.Sequence);
        }
    }

    private IEnumerable<long> Sampled(long from, SequenceSet gone, long highest)
    {
        foreach (var (first, last) in gone.Missing(highest).Where(kept => kept.Last >= from))
        {
            for (var sequence = Math.Max(first, from); sequence <= last; sequence++)
            {
                if (!_numbersOfThinned.Contains(sequence)) yield return sequence;
            }
        }
    }
}
