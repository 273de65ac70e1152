using Arena.Ingest.Store;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Ingest.Tests.Store.Rollups;

/// <summary>Adding up samples into windows.</summary>
public sealed class WindowFoldTests
{
    private static readonly long[] Everys = [1_000_000, 7_000_000, 60_000_000, 120_000_000, 900_000_000, 2_700_000_000, RollupLevels.HourUs, 24 * RollupLevels.HourUs];

    private static readonly Arbitrary<((int Second, int Value)[] Samples, long Every)> Given = (
        from samples in (from second in Gen.Choose(-200_000, 200_000) from value in Gen.Choose(-1000, 1000) select (second, value)).ArrayOf()
        from every in Gen.Elements(Everys)
        select (samples.DistinctBy(sample => sample.second).OrderBy(sample => sample.second).ToArray(), every)).ToArbitrary();

    [Fact]
    public void Windows_are_those_of_grouping_by_hand() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Given, given =>
    {
        // Whole numbers add up exactly in any order.
        var byHand = given.Samples.GroupBy(sample => RollupLevels.Floor(sample.Second * 1_000_000L, given.Every)).Select(window => new AggregatedWindow(
            new UnixTime(window.Key), window.Count(), window.Sum(sample => sample.Value), window.Min(sample => sample.Value), window.Max(sample => sample.Value), window.First().Value, window.Last().Value));
        return byHand.SequenceEqual(Fold(given.Every, fold =>
        {
            foreach (var (second, value) in given.Samples)
                fold.Add(new UnixTime(second * 1_000_000L), value);
        }));
    }));

    [Fact]
    public void Folding_windows_of_a_level_is_folding_their_samples_to_the_last_bit() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Given, given =>
    {
        var levels = RollupLevels.Dividing(given.Every);
        var raw = Fold(given.Every, fold => AddTenths(fold, given.Samples));
        return Enumerable.Range(0, levels).Select(level => (RollupLevel)level).All(level =>
        {
            var rolled = Fold(level.Window(), fold => AddTenths(fold, given.Samples));
            return raw.SequenceEqual(Fold(given.Every, fold => rolled.ForEach(window => fold.Add(level, window))));
        });
    }));

    private static void AddTenths(WindowFold fold, (int Second, int Value)[] samples)
    {
        foreach (var (second, value) in samples)
            fold.Add(new UnixTime(second * 1_000_000L), value * 0.1);
    }

    private static List<AggregatedWindow> Fold(long every, Action<WindowFold> feed)
    {
        var windows = new List<AggregatedWindow>();
        var levels = RollupLevels.Dividing(every);
        var fold = new WindowFold(every, (level, window) =>
        {
            if (level == levels)
                windows.Add(window);
        });
        feed(fold);
        fold.Finish();
        return windows;
    }
}
