using Arena.Wire.Gaps;

namespace Arena.Edge.Time;

/// <summary>
/// Gaps that sensors declared before the clock was right, in memory until it is. When full, the newest are drawn together: less exact, never silent.
/// </summary>
internal sealed class PendingUndatedGaps
{
    private const int Most = 256;

    private readonly List<(Gap Gap, TimeSpan From, TimeSpan To)> _waiting = [];

    /// <summary>Keeps a gap by its span since boot.</summary>
    public void Put(Gap gap, TimeSpan from, TimeSpan to)
    {
        if (_waiting.Count < Most)
        {
            _waiting.Add((gap, from, to));
            return;
        }

        var (last, begin, end) = _waiting[^1];
        _waiting[^1] = (last with { Point = last.Point == gap.Point ? last.Point : null }, from < begin ? from : begin, to > end ? to : end);
    }

    /// <summary>All of them, which then wait no more.</summary>
    public List<(Gap Gap, TimeSpan From, TimeSpan To)> TakeAll()
    {
        var all = _waiting.ToList();
        _waiting.Clear();
        return all;
    }
}
