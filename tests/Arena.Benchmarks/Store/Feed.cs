using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Benchmarks.Store;

/// <summary>Samples in time order over many series: every so many seconds each series gets one, in batches of 500.</summary>
internal sealed class Feed(int series, int secondsApart = 1)
{
    private const int BatchSamples = 500;
    private static readonly UnixTime Start = UnixTime.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private readonly SeriesName[] _series = [.. Enumerable.Range(0, series).Select(number => new SeriesName($"point-{number}", Quantities.ActivePower))];
    private readonly Epoch _epoch = Epoch.New();
    private int _next;
    private long _sequence;

    public SeriesName First => _series[0];

    public static UnixTime From => Start;

    /// <summary>The next samples as a commit of batches.</summary>
    public List<Admission> Commit(int samples) =>
        [.. Enumerable.Range(0, samples / BatchSamples).Select(_ => Batch())];

    private Admission Batch()
    {
        var samples = new Sample[BatchSamples];
        for (var index = 0; index < BatchSamples; index++, _next++)
            samples[index] = new Sample(_series[_next % series], Start + TimeSpan.FromSeconds(_next / series * secondsApart), _next * 0.1);
        return new Admission
        {
            Topic = "arena/v1/arena/node/data",
            Node = "node",
            Id = new BatchId("node", _epoch, ++_sequence),
            Hash = BitConverter.GetBytes(UInt128.CreateTruncating(_sequence)),
            Received = Start,
            Samples = samples,
            Quarantined = [],
        };
    }
}
