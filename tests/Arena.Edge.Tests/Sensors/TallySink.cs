using Arena.Edge.Outbox;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Tests.Sensors;

/// <summary>What a series came to.</summary>
internal sealed record Tally
{
    public long Count { get; set; }

    public double First { get; set; }

    public double Last { get; set; }

    public UnixTime LastAt { get; set; }

    public double Min { get; set; } = double.MaxValue;

    public double Max { get; set; } = double.MinValue;

    public long Flagged { get; set; }
}

/// <summary>A sink that keeps only each series' tally: for days of samples. One node at a time.</summary>
internal sealed class TallySink : ISampleSink
{
    private readonly Dictionary<SeriesName, Tally> _tallies = [];

    public IReadOnlyDictionary<SeriesName, Tally> Tallies => _tallies;

    public List<Gap> Gaps { get; } = [];

    public long Count { get; private set; }

    public long WaitingBatches => 0;

    public void Add(in Sample sample)
    {
        Count++;
        if (!_tallies.TryGetValue(sample.Series, out var tally)) _tallies[sample.Series] = tally = new Tally { First = sample.Value };
        tally.Count++;
        tally.Last = sample.Value;
        tally.LastAt = sample.Time;
        tally.Min = Math.Min(tally.Min, sample.Value);
        tally.Max = Math.Max(tally.Max, sample.Value);
        if (sample.Quality != Quality.Good) tally.Flagged++;
    }

    public void AddRegister(in Sample sample) => Add(sample);

    public void Declare(Gap gap) => Gaps.Add(gap);

    public double? RegisterOf(SeriesName series) => null;
}
