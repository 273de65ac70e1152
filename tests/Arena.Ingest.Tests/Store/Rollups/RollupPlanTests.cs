using Arena.Ingest.Store.Rollups;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Ingest.Tests.Store.Rollups;

/// <summary>Where an aggregate is read from.</summary>
public sealed class RollupPlanTests
{
    private const long MinuteUs = 60_000_000;
    private const long HourUs = RollupLevels.HourUs;

    private static readonly long[] Everys = [1, 7_000_000, MinuteUs, 5 * MinuteUs, 15 * MinuteUs, 45 * MinuteUs, HourUs, 6 * HourUs, 24 * HourUs];

    private static readonly Arbitrary<(long From, long To, long Every, List<long> Dirty)> Questions = (
        from @from in Gen.Choose(-200_000, 400_000)
        from length in Gen.Choose(0, 600_000)
        from every in Gen.Elements(Everys)
        from dirty in Gen.Choose(-60, 300).ArrayOf()
        select (@from * 1_000_003L, (@from * 1_000_003L) + (length * 999_983L), every, dirty.Distinct().Order().Select(hour => hour * HourUs).ToList())).ToArbitrary();

    [Fact]
    public void Stretches_cover_the_span_without_gap_or_overlap() => Holds(question =>
    {
        var next = question.From;
        foreach (var stretch in Plan(question))
        {
            if (stretch.From != next || stretch.To <= stretch.From)
                return false;
            next = stretch.To;
        }

        return next == question.To;
    });

    [Fact]
    public void Rollups_are_read_only_in_whole_clean_windows_of_a_level_that_divides_every() => Holds(question => Plan(question)
        .Where(stretch => stretch.Level is not null)
        .All(stretch =>
        {
            var window = stretch.Level!.Value.Window();
            return question.Every % window == 0
                && stretch.From % window == 0 && stretch.To % window == 0
                && !question.Dirty.Exists(hour => hour < stretch.To && hour + HourUs > stretch.From);
        }));

    [Fact]
    public void A_clean_day_asked_for_in_days_is_one_read_of_days() =>
        Assert.Equal([new Stretch(RollupLevel.Day, 0, 48 * HourUs)], RollupPlan.Make(0, 48 * HourUs, 24 * HourUs, []));

    [Fact]
    public void A_dirty_hour_costs_its_day_only_that_hour_of_raw_samples() => Assert.Equal(
        [new Stretch(RollupLevel.Hour, 0, 5 * HourUs), new Stretch(null, 5 * HourUs, 6 * HourUs), new Stretch(RollupLevel.Hour, 6 * HourUs, 24 * HourUs), new Stretch(RollupLevel.Day, 24 * HourUs, 48 * HourUs)],
        RollupPlan.Make(0, 48 * HourUs, 24 * HourUs, [5 * HourUs]));

    private static List<Stretch> Plan((long From, long To, long Every, List<long> Dirty) question) =>
        RollupPlan.Make(question.From, question.To, question.Every, question.Dirty);

    private static void Holds(Func<(long From, long To, long Every, List<long> Dirty), bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Questions, property));
}
