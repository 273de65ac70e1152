namespace Arena.Ingest.Store.Sqlite;

/// <summary>Samples of one series in time order, each time once, as columns: µs since 1970, value, quality bits. Not thread-safe.</summary>
internal sealed class SampleRun
{
    private long[] _times = [];
    private double[] _values = [];
    private int[] _qualities = [];

    public SampleRun()
    {
    }

    /// <summary>Takes over columns of equal length.</summary>
    public SampleRun(long[] times, double[] values, int[] qualities)
    {
        (_times, _values, _qualities) = (times, values, qualities);
        Count = times.Length;
    }

    public int Count { get; private set; }

    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public ReadOnlySpan<int> Qualities => _qualities.AsSpan(0, Count);

    /// <summary>Where a time stands, or the complement of where it would.</summary>
    public int Find(long time) => Count == 0 || time > _times[Count - 1] ? ~Count : Times.BinarySearch(time);

    /// <summary>Index of the first sample not before a time.</summary>
    public int From(long time) => Find(time) is var index && index < 0 ? ~index : index;

    /// <summary>Puts a sample where <see cref="Find"/> says it would stand.</summary>
    public void Insert(int index, long time, double value, int quality)
    {
        Reserve(Count + 1);
        Array.Copy(_times, index, _times, index + 1, Count - index);
        Array.Copy(_values, index, _values, index + 1, Count - index);
        Array.Copy(_qualities, index, _qualities, index + 1, Count - index);
        (_times[index], _values[index], _qualities[index]) = (time, value, quality);
        Count++;
    }

    /// <summary>Adds another run; of a time that both have, this one's sample stays.</summary>
    public void Merge(SampleRun other)
    {
        if (other.Count == 0)
            return;
        if (Count == 0 || other._times[0] > _times[Count - 1])
            Append(other, 0, other.Count);
        else
            Interleave(other);
    }

    /// <summary>A copy of the samples from index <paramref name="start"/> to <paramref name="end"/>, not included.</summary>
    public SampleRun Slice(int start, int end) => new(_times[start..end], _values[start..end], _qualities[start..end]);

    public void Clear() => Count = 0;

    private void Append(SampleRun other, int start, int length)
    {
        Reserve(Count + length);
        Array.Copy(other._times, start, _times, Count, length);
        Array.Copy(other._values, start, _values, Count, length);
        Array.Copy(other._qualities, start, _qualities, Count, length);
        Count += length;
    }

    private void Interleave(SampleRun other)
    {
        var mine = Slice(0, Count);
        Clear();
        Reserve(mine.Count + other.Count);
        for (int i = 0, j = 0; i < mine.Count || j < other.Count;)
        {
            var takeMine = j == other.Count || (i < mine.Count && mine._times[i] <= other._times[j]);
            if (takeMine && j < other.Count && mine._times[i] == other._times[j])
                j++;
            Append(takeMine ? mine : other, takeMine ? i++ : j++, 1);
        }
    }

    private void Reserve(int count)
    {
        if (count <= _times.Length)
            return;
        var capacity = Math.Max(count, Math.Max(8, _times.Length * 2));
        Array.Resize(ref _times, capacity);
        Array.Resize(ref _values, capacity);
        Array.Resize(ref _qualities, capacity);
    }
}
