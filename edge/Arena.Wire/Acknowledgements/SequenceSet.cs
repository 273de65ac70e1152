namespace Arena.Wire.Acknowledgements;

/// <summary>A run of sequence numbers, both ends included.</summary>
public readonly record struct SequenceRange(long First, long Last);

/// <summary>
/// A set of sequence numbers from 1 on, kept as a watermark (<see cref="Low"/>: everything up to it is in) and the ranges above it. Only ever grows.
/// </summary>
public sealed class SequenceSet
{
    // Sorted, disjoint, not touching, all above Low + 1.
    private readonly List<SequenceRange> _ranges = [];

    /// <summary>Everything from 1 to this is in the set; 0 when 1 is not.</summary>
    public long Low { get; private set; }

    /// <summary>What is in the set above <see cref="Low"/>, in order.</summary>
    public IReadOnlyList<SequenceRange> Ranges => _ranges;

    /// <summary>The largest number in the set, or 0.</summary>
    public long Highest => _ranges.Count > 0 ? _ranges[^1].Last : Low;

    /// <summary>How many numbers are in the set.</summary>
    public long Count => Low + _ranges.Sum(range => range.Last - range.First + 1);

    public bool Contains(long sequence)
    {
        if (sequence <= Low)
            return sequence >= 1;
        var index = FirstEndingAtOrAfter(sequence);
        return index < _ranges.Count && _ranges[index].First <= sequence;
    }

    /// <summary>Adds one number; false when it was there.</summary>
    public bool Add(long sequence)
    {
        if (Contains(sequence))
            return false;
        Add(new SequenceRange(sequence, sequence));
        return true;
    }

    /// <summary>Adds a run of numbers.</summary>
    public void Add(SequenceRange range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.First, 1, nameof(range));
        ArgumentOutOfRangeException.ThrowIfLessThan(range.Last, range.First, nameof(range));

        // Everything that overlaps or touches becomes one range.
        var from = FirstEndingAtOrAfter(range.First - 1);
        var to = from;
        var (first, last) = range;
        while (to < _ranges.Count && _ranges[to].First <= last + 1)
        {
            first = Math.Min(first, _ranges[to].First);
            last = Math.Max(last, _ranges[to].Last);
            to++;
        }

        _ranges.RemoveRange(from, to - from);
        if (first > Low + 1)
            _ranges.Insert(from, new SequenceRange(first, last));
        else
            RaiseLow(last);
    }

    /// <summary>Adds everything up to <paramref name="low"/>.</summary>
    public void RaiseLow(long low)
    {
        if (low <= Low)
            return;
        Low = low;
        while (_ranges.Count > 0 && _ranges[0].First <= Low + 1)
        {
            Low = Math.Max(Low, _ranges[0].Last);
            _ranges.RemoveAt(0);
        }
    }

    /// <summary>Union with another set: order and repetition of merges make no difference.</summary>
    public void Merge(SequenceSet other)
    {
        RaiseLow(other.Low);
        foreach (var range in other._ranges)
            Add(range);
    }

    /// <summary>The runs from 1 to <paramref name="upTo"/> that are not in the set.</summary>
    public IEnumerable<SequenceRange> Missing(long upTo)
    {
        var next = Low + 1;
        foreach (var range in _ranges)
        {
            if (range.First > upTo)
                break;
            yield return new SequenceRange(next, range.First - 1);
            next = range.Last + 1;
        }

        if (next <= upTo)
            yield return new SequenceRange(next, upTo);
    }

    private int FirstEndingAtOrAfter(long sequence)
    {
        var (from, to) = (0, _ranges.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_ranges[middle].Last < sequence)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }
}
