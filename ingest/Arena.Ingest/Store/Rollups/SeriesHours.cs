namespace Arena.Ingest.Store.Rollups;

/// <summary>The dirty hours of one series with the version of each: nearly always one, the hour that is going on.</summary>
internal sealed class SeriesHours
{
    private long _hour = long.MinValue;
    private long _version;
    private Dictionary<long, long>? _others;

    /// <summary>The hour that was staged last, and in which transaction; for the writer.</summary>
    public (long Hour, long Transaction) Staged { get; set; } = (long.MinValue, 0);

    public IEnumerable<long> Hours => (_hour == long.MinValue ? [] : new[] { _hour }).Concat(_others?.Keys ?? Enumerable.Empty<long>());

    public bool Contains(long hour) => _hour == hour || _others?.ContainsKey(hour) == true;

    public bool TryGet(long hour, out long version)
    {
        version = _version;
        return _hour == hour || _others?.TryGetValue(hour, out version) == true;
    }

    /// <summary>Marks an hour; true when it was clean.</summary>
    public bool Mark(long hour, long version)
    {
        if (_hour == hour)
        {
            _version = version;
            return false;
        }

        if (_others is not null && _others.ContainsKey(hour))
        {
            _others[hour] = version;
            return false;
        }

        if (_hour == long.MinValue)
            (_hour, _version) = (hour, version);
        else
            (_others ??= []).Add(hour, version);
        return true;
    }

    public void Remove(long hour)
    {
        if (_hour == hour)
            _hour = long.MinValue;
        else
            _others?.Remove(hour);
    }
}
