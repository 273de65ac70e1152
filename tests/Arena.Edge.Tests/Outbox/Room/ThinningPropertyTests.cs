using Arena.Edge.Outbox.Room;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Outbox.Room;

/// <summary>What holds for any samples, thinned once, and thinned again in pieces cut anywhere.</summary>
public sealed class ThinningPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly Quantity[] OfEachKind =
        [Quantities.ActivePower, Quantities.Temperature, Quantities.ActiveEnergyImport, Quantities.LidOpen];

    // Mostly steps of some seconds, sometimes of one millisecond or an hour; values repeat.
    private static readonly Gen<WeighedSample[]> Series =
        from quantity in Gen.Elements(OfEachKind)
        from steps in Gen.Frequency((8, Gen.Choose(1, 20_000)), (2, Gen.Constant(1)), (1, Gen.Choose(1, 7_200_000))).ListOf()
        from values in Gen.Choose(-50, 50).ArrayOf(steps.Count)
        from qualities in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Choose(0, 31))).ArrayOf(steps.Count)
        from start in Gen.Choose(0, 3_600_000)
        select Made(quantity, start, [.. steps], values, qualities);

    private static readonly Arbitrary<WeighedSample[]> Samples = Series.Three()
        .Select(three => (WeighedSample[])[.. three.Item1, .. three.Item2.Select(Elsewhere), .. three.Item3.Select(weighed => Elsewhere(Elsewhere(weighed)))])
        .ToArbitrary();

    private static readonly Arbitrary<(WeighedSample[] Samples, int[] Cuts)> Cut =
        (from samples in Samples.Generator from cuts in Gen.Choose(0, 400).ArrayOf() select (samples, cuts)).ToArbitrary();

    [Fact]
    public void Times_of_a_series_strictly_increase_within_what_went_in() => Prop.ForAll(Cut, given =>
        InPieces(given.Samples, given.Cuts).GroupBy(Name).All(series =>
        {
            var times = series.Select(weighed => weighed.Sample.Time).ToList();
            var before = given.Samples.Where(weighed => Name(weighed) == series.Key).Select(weighed => weighed.Sample.Time).ToList();
            return times.Zip(times.Skip(1)).All(pair => pair.First < pair.Second) && times[0] >= before.Min() && times[^1] <= before.Max();
        })).Check(Many);

    [Fact]
    public void No_series_gets_longer_and_none_vanishes() => Prop.ForAll(Cut, given =>
    {
        var after = InPieces(given.Samples, given.Cuts).ToLookup(Name);
        return given.Samples.GroupBy(Name).All(series => after[series.Key].Count() is var count && count >= 1 && count <= series.Count());
    }).Check(Many);

    [Fact]
    public void A_gauges_means_weigh_as_much_as_all_that_went_in_and_have_its_mean() => Prop.ForAll(Cut, given =>
    {
        var after = InPieces(given.Samples, given.Cuts).ToLookup(Name);
        return Of(QuantityKind.Gauge, given.Samples).All(series =>
            after[series.Key].Sum(weighed => weighed.Weight) == series.Count()
            && Math.Abs(Mean(after[series.Key]) - Mean(series)) < 0.15);
    }).Check(Many);

    [Fact]
    public void A_gauges_extremes_are_samples_that_went_in() => Prop.ForAll(Cut, given =>
    {
        var after = InPieces(given.Samples, given.Cuts).ToLookup(Name);
        return Of(QuantityKind.Gauge, given.Samples).All(series =>
        {
            var before = series.Select(weighed => (weighed.Sample.Time, weighed.Sample.Value)).ToHashSet();
            return after[series.Key].Where(weighed => weighed.Weight <= 1).All(weighed => before.Contains((weighed.Sample.Time, weighed.Sample.Value)))
                && after[series.Key].Min(weighed => weighed.Sample.Value) == series.Min(weighed => weighed.Sample.Value)
                && after[series.Key].Max(weighed => weighed.Sample.Value) == series.Max(weighed => weighed.Sample.Value);
        });
    }).Check(Many);

    [Fact]
    public void A_counter_still_counts_the_same_and_every_event_stays() => Prop.ForAll(Cut, given =>
    {
        var after = InPieces(given.Samples, given.Cuts).ToLookup(Name);
        return Of(QuantityKind.Counter, given.Samples).All(series =>
                Risen(after[series.Key]) == Risen(series)
                && after[series.Key].All(weighed => series.Any(one => one.Sample.Time == weighed.Sample.Time && one.Sample.Value == weighed.Sample.Value)))
            && Of(QuantityKind.Event, given.Samples).All(series => after[series.Key].SequenceEqual(series));
    }).Check(Many);

    [Fact]
    public void Nothing_known_against_a_sample_is_forgotten() => Prop.ForAll(Cut, given =>
    {
        var after = InPieces(given.Samples, given.Cuts).ToLookup(Name);
        return given.Samples.GroupBy(Name).All(series => Qualities(series) == (Qualities(after[series.Key]) & ~Quality.Thinned));
    }).Check(Many);

    [Fact]
    public void Three_samples_are_left_of_a_gauges_window_and_thinning_them_again_changes_nothing() => Prop.ForAll(Samples, samples =>
    {
        var once = Thinning.Thin(samples, TimeSpan.FromMinutes(15));
        return once.Where(weighed => weighed.Sample.Series.Quantity.Kind == QuantityKind.Gauge)
                .GroupBy(weighed => (Name(weighed), weighed.Sample.Time.Microseconds / 900_000_000)).All(window => window.Count() <= 3)
            && Thinning.Thin(once, TimeSpan.FromMinutes(15)).SequenceEqual(once);
    }).Check(Many);

    // Minutes in pieces cut anywhere, then quarters in one piece, then hours.
    private static List<WeighedSample> InPieces(WeighedSample[] samples, int[] cuts)
    {
        var ordered = samples.OrderBy(weighed => weighed.Sample.Time).ToList();
        var edges = cuts.Where(cut => cut < ordered.Count).Append(0).Append(ordered.Count).Distinct().Order().ToList();
        var minutes = edges.Zip(edges.Skip(1)).SelectMany(piece => Thinning.Thin(ordered[piece.First..piece.Second], TimeSpan.FromMinutes(1)));
        return Thinning.Thin(Thinning.Thin(minutes, TimeSpan.FromMinutes(15)), TimeSpan.FromMinutes(60));
    }

    private static IEnumerable<IGrouping<string, WeighedSample>> Of(QuantityKind kind, WeighedSample[] samples) =>
        samples.Where(weighed => weighed.Sample.Series.Quantity.Kind == kind).GroupBy(Name);

    private static string Name(WeighedSample weighed) => weighed.Sample.Series.ToString();

    private static double Mean(IEnumerable<WeighedSample> samples)
    {
        var all = samples.ToList();
        return all.Sum(weighed => weighed.Sample.Value * weighed.Weight) / all.Sum(weighed => weighed.Weight);
    }

    private static double Risen(IEnumerable<WeighedSample> samples)
    {
        var values = samples.Select(weighed => weighed.Sample.Value).ToList();
        return values.Zip(values.Skip(1)).Sum(pair => Math.Max(0, pair.Second - pair.First));
    }

    private static Quality Qualities(IEnumerable<WeighedSample> samples) =>
        samples.Aggregate(Quality.Good, (quality, weighed) => quality | weighed.Sample.Quality);

    private static WeighedSample Elsewhere(WeighedSample weighed) =>
        weighed with { Sample = weighed.Sample with { Series = weighed.Sample.Series with { Point = weighed.Sample.Series.Point + "-b" } } };

    private static WeighedSample[] Made(Quantity quantity, int startMs, int[] stepsMs, int[] values, int[] qualities)
    {
        var series = new SeriesName("a", quantity);
        var made = new WeighedSample[stepsMs.Length];
        var ms = 1_795_320_000_000 + startMs;
        for (var i = 0; i < made.Length; i++)
        {
            ms += stepsMs[i];
            made[i] = new WeighedSample(new Sample(series, UnixTime.FromMilliseconds(ms), values[i], (Quality)qualities[i]), 1);
        }

        return made;
    }
}
