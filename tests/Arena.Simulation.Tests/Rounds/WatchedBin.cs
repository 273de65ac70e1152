using Arena.Edge.Hardware.Virtual.Venue.Bins;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Site;
using Arena.Wire;

namespace Arena.Simulation.Tests.Rounds;

/// <summary>A bin of the virtual venue through a match: what is in it each minute, and what its sensors say of it; a range finder in whole centimetres with the noise of the virtual one.</summary>
internal sealed class WatchedBin
{
    public const int FromMinute = -240;
    public const int ToMinute = 150;

    private const double RangeNoiseCm = 0.7;
    private const double ScaleNoiseKg = 0.011;

    private readonly List<StoredSample> _levels = [];
    private readonly List<StoredSample> _weights = [];
    private readonly UnixTime _start;
    private readonly bool _hasLid;

    /// <param name="point">The bin.</param>
    /// <param name="model">What is thrown into it.</param>
    /// <param name="kickOff">Of the match.</param>
    /// <param name="fault">Draws what is wrong with it, from what is in it each minute; null for nothing.</param>
    /// <param name="random">Noise.</param>
    public WatchedBin(SitePoint point, BinModel model, UnixTime kickOff, Func<IReadOnlyList<double>, BinFault?> fault, Random random)
    {
        Point = point;
        _start = kickOff + TimeSpan.FromMinutes(FromMinute);
        _hasLid = point.Quantities.Contains(Quantities.LidOpen.Name);
        var cursor = new BinCursor(model);
        var (levels, kg) = (new List<double>(), new List<double>());
        for (var minute = FromMinute; minute < ToMinute; minute++)
        {
            cursor.MoveTo(TimeOf(minute).Microseconds);
            levels.Add(cursor.Level);
            kg.Add(cursor.Kg);
        }

        Fault = fault(levels);
        for (var minute = FromMinute; minute < ToMinute; minute++)
        {
            var place = minute - FromMinute;
            var noise = Normal(random) * RangeNoiseCm / model.HeightCm;
            var seen = Fault is null ? levels[place] + noise : Fault.Seen(minute, levels[place], noise);
            _levels.Add(new StoredSample(TimeOf(minute), Math.Clamp(Math.Round(seen * model.HeightCm) / model.HeightCm, 0, 1), Quality.Good));
            if (point.Quantities.Contains(Quantities.CargoWeight.Name))
                _weights.Add(new StoredSample(TimeOf(minute), kg[place] + (Normal(random) * ScaleNoiseKg), Quality.Good));
        }

        Levels = levels;
    }

    public SitePoint Point { get; }

    public BinFault? Fault { get; }

    /// <summary>What is in it, each minute.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>What its range finder says at a minute.</summary>
    public double SaysAt(int minute) => _levels[minute - FromMinute].Value;

    public double TrueAt(int minute) => Levels[minute - FromMinute];

    public UnixTime TimeOf(int minute) => _start + TimeSpan.FromMinutes(minute - FromMinute);

    /// <summary>All that was said up to a minute.</summary>
    public BinSensed Until(int minute)
    {
        var open = _hasLid && Fault is { Kind: FaultKind.LidOpen } lid && minute >= lid.From && minute < lid.To ? TimeOf(lid.From) : (UnixTime?)null;
        return new BinSensed
        {
            Levels = _levels[..(minute - FromMinute + 1)],
            Weights = _weights.Count == 0 ? [] : _weights[..(minute - FromMinute + 1)],
            LidOpenSince = open,
        };
    }

    /// <summary>Mean level and kg of each hour, where it has a scale.</summary>
    public IEnumerable<(double Level, double Kg)> Hours() => _levels.Zip(_weights).Chunk(60).Select(hour => (hour.Average(each => each.First.Value), hour.Average(each => each.Second.Value)));

    // Box-Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
