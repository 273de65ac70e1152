using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Rounds.States;
using Arena.Ingest.Said;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Tests.Rounds;

/// <summary>Test data: a bin on a match day; minutes count from 14:00 UTC.</summary>
internal static class Bin
{
    public const string Point = "bin-south-1-food";

    public static UnixTime Start { get; } = UnixTime.From(new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));

    public static UnixTime At(double minute) => Start + TimeSpan.FromMinutes(minute);

    /// <summary>A name of a tap: 32 hexadecimal digits.</summary>
    public static string Id(int number) => $"{number:x32}";

    public static SaidEvent<BinSaid> Tap(int id, double minute, string what = "emptied", string? why = null, string point = Point, double arrived = 0) => new(
        id, At(arrived), "Kim", point, new BinSaid { Action = Id(id), At = At(minute).ToDateTimeOffset(), What = what, Why = why });

    public static SaidEvent<BinSaid> Undo(int id, double minute, int undoes) => new(
        id, At(minute), "Alex", BinLog.NotYetKnown, new BinSaid { Action = Id(id), At = At(minute).ToDateTimeOffset(), Undoes = Id(undoes) });

    /// <summary>A reading a minute from a minute on.</summary>
    public static List<StoredSample> Readings(double from, params double[] values) =>
        [.. values.Select((value, place) => new StoredSample(At(from + place), value, Quality.Good))];

    /// <summary>A reading a minute of a course with corners, straight between them.</summary>
    public static List<StoredSample> Course(params (double Minute, double Value)[] corners)
    {
        var readings = new List<StoredSample>();
        for (var minute = corners[0].Minute; minute <= corners[^1].Minute; minute++)
        {
            var next = Array.FindIndex(corners, corner => corner.Minute > minute);
            var (from, to) = next < 0 ? (corners[^1], corners[^1]) : (corners[next - 1], corners[next]);
            var share = next < 0 ? 0 : (minute - from.Minute) / (to.Minute - from.Minute);
            readings.Add(new StoredSample(At(minute), from.Value + (share * (to.Value - from.Value)), Quality.Good));
        }

        return readings;
    }

    public static BinStories Stories(params SaidEvent<BinSaid>[] said)
    {
        var stories = new BinStories();
        foreach (var each in said)
            stories.Add(each);
        return stories;
    }

    /// <summary>What is known of the bin at a minute.</summary>
    public static BinCase Case(double minute, BinSensed? sensed = null, params SaidEvent<BinSaid>[] said) => new()
    {
        Point = Point,
        Now = At(minute),
        Sensed = sensed ?? new BinSensed(),
        Happened = BinHappenings.Of(Stories(said).Of(Point, UnixTime.Min), sensed ?? new BinSensed()),
        Midnight = At(-14 * 60),
    };

    public static BinState Judged(double minute, BinSensed? sensed = null, params SaidEvent<BinSaid>[] said) => BinJudge.Judge(Case(minute, sensed, said), null);
}
