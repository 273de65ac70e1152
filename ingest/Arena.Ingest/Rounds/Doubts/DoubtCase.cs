using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Rounds.States;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>All that a bin's level is doubted by.</summary>
internal sealed class DoubtCase
{
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(3);

    private readonly BinSensed _sensed;

    /// <param name="sensed">What the bin's sensors said.</param>
    /// <param name="happened">What happened to it.</param>
    /// <param name="kgFull">What it weighs when it is full; null where nobody knows, or it has no scale.</param>
    /// <param name="neighbours">Other bins of its station.</param>
    /// <param name="now">The moment.</param>
    public DoubtCase(BinSensed sensed, IReadOnlyList<BinHappening> happened, double? kgFull, IReadOnlyList<BinSensed> neighbours, UnixTime now)
    {
        (_sensed, Happened, KgFull, Neighbours, Now) = (sensed, happened, kgFull, neighbours, now);
        Emptied = happened.LastOrDefault(each => each.What.Empties());
        var cleaned = happened.LastOrDefault(each => each.What is BinActionKind.SensorCleaned or BinActionKind.Swapped)?.At ?? UnixTime.Min;
        Levels = Trend.Of(sensed.Levels, cleaned);
        Weights = Trend.Of(sensed.Weights, cleaned);
        var mended = happened.LastOrDefault(each => each.What is BinActionKind.SensorCleaned)?.At ?? UnixTime.Min;
        (LevelsThrough, WeightsThrough) = mended == cleaned ? (Levels, Weights) : (Trend.Of(sensed.Levels, mended), Trend.Of(sensed.Weights, mended));
        EmptiedAt = Emptied is null ? cleaned : Later(Emptied.At, Emptied.Sensed?.At ?? UnixTime.Min);
        SinceEmptied = Levels.From(EmptiedAt + Settles);
    }

    public UnixTime Now { get; }

    public IReadOnlyList<BinHappening> Happened { get; }

    public double? KgFull { get; }

    public IReadOnlyList<BinSensed> Neighbours { get; }

    /// <summary>Levels since its sensors were cleaned last, or the whole bin was swapped.</summary>
    public Trend Levels { get; }

    /// <summary>kg of the same time.</summary>
    public Trend Weights { get; }

    /// <summary>Levels from before a swap too: whether there was one is what they tell.</summary>
    public Trend LevelsThrough { get; }

    /// <summary>kg of the same time.</summary>
    public Trend WeightsThrough { get; }

    /// <summary>When it was emptied last; null when it was not within a day.</summary>
    public BinHappening? Emptied { get; }

    /// <summary>The later of tap and sensing.</summary>
    public UnixTime EmptiedAt { get; }

    /// <summary>Levels since the emptying, without the minutes in which it is done.</summary>
    public Trend SinceEmptied { get; }

    /// <summary>Since when the lid stands open, or null.</summary>
    public UnixTime? LidOpenSince => _sensed.LidOpenSince;

    /// <summary>Whether its range finder speaks: one that is silent can't be doubted.</summary>
    public bool Speaks => Levels.Count > 0 && Now - Levels.LastAt <= BinJudge.Fresh;

    /// <summary>Whether its scale speaks.</summary>
    public bool Weighs => Weights.Count > 0 && Now - Weights.LastAt <= BinJudge.Fresh;

    /// <summary>The level that its weight makes likely, 0 to 1; null where the scale is silent, or what a full bin weighs is not known.</summary>
    public double? LevelByWeight => Weighs && KgFull is { } full ? Math.Clamp(Weights.Last / full, 0, 1) : null;

    private static UnixTime Later(UnixTime one, UnixTime other) => one > other ? one : other;
}
