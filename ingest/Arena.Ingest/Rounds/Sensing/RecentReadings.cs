using Arena.Ingest.Store;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>What a series said lately, in order of time: thirty hours, no closer than a quarter of a minute, so 7,200 readings at most. The newest is always there.</summary>
internal sealed class RecentReadings
{
    /// <summary>A day before the longest match, for what was in the bin when it began.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(30);

    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(15);

    private readonly List<StoredSample> _readings = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<StoredSample> All => [.. _readings];

    /// <summary>Takes a reading in, whatever its place in time; false when it tells nothing new.</summary>
    public bool Add(StoredSample reading)
    {
        var place = _readings.Count;
        while (place > 0 && _readings[place - 1].Time >= reading.Time) place--;
        if (place == _readings.Count)
        {
            Append(reading);
            return true;
        }

        if (reading.Time < _readings[^1].Time - Window || _readings[place].Time - reading.Time < Apart || (place > 0 && reading.Time - _readings[place - 1].Time < Apart))
            return false;
        _readings.Insert(place, reading);
        return true;
    }

    // The one before is given up when it stands too close to its own neighbour: so the newest never is.
    private void Append(StoredSample reading)
    {
        if (_readings.Count > 1 && _readings[^1].Time - _readings[^2].Time < Apart)
            _readings.RemoveAt(_readings.Count - 1);
        _readings.Add(reading);
        var old = 0;
        while (_readings[old].Time < reading.Time - Window) old++;
        _readings.RemoveRange(0, old);
    }
}
