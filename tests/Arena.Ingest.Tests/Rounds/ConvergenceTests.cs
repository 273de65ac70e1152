using System.Text.Json;
using Arena.Ingest.Api;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Rounds.States;
using Arena.Ingest.Said;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Ingest.Tests.Rounds;

/// <summary>Phones were offline and come back one after the other: whatever the order in which their taps arrive, and however often, the same is told.</summary>
public sealed class ConvergenceTests
{
    private static readonly string[] Points = [Bin.Point, "bin-south-1-plastic"];

    [Fact]
    public void Any_order_and_any_repetition_of_the_same_taps_tells_the_same_story_and_state() =>
        Prop.ForAll(Arrivals().ToArbitrary(), arrivals => Told(arrivals.InOrder) == Told(arrivals.AsTheyCame)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_told_depends_on_the_taps_at_all() =>
        Assert.NotEqual(Told([Bin.Tap(1, 5)]), Told([Bin.Tap(1, 5), Bin.Undo(2, 6, 1)]));

    [Fact]
    public void An_undo_that_comes_before_what_it_undoes_holds()
    {
        var told = Assert.Single(Bin.Stories(Bin.Undo(2, 6, 1), Bin.Tap(1, 5)).Of(Bin.Point, UnixTime.Min));
        Assert.Equal((false, "Alex"), (told.Stands, told.Undo!.By));
    }

    [Fact]
    public void Of_two_taps_at_one_moment_the_order_is_that_of_their_names()
    {
        Assert.Equal(BinUrgency.Skipped, Bin.Judged(6, null, Bin.Tap(2, 5, "skipped", "locked"), Bin.Tap(1, 5)).Urgency);
        Assert.Equal(BinUrgency.Skipped, Bin.Judged(6, null, Bin.Tap(1, 5), Bin.Tap(2, 5, "skipped", "locked")).Urgency);
    }

    // Some taps and undos, as they were made; and as they come: shuffled, with some of them twice.
    private static Gen<(SaidEvent<BinSaid>[] InOrder, SaidEvent<BinSaid>[] AsTheyCame)> Arrivals() =>
        from kinds in Gen.Choose(0, 6).ArrayOf()
        from minutes in Gen.Choose(0, 30).ArrayOf(kinds.Length)
        from targets in Gen.Choose(0, Math.Max(0, kinds.Length)).ArrayOf(kinds.Length)
        let made = kinds.Select((kind, place) => Made(place, kind, minutes[place], targets[place])).ToArray()
        from again in Gen.Choose(1, 3).ArrayOf(made.Length)
        from came in Gen.Shuffle(made.SelectMany((said, place) => Enumerable.Repeat(said, again[place])).ToArray())
        select (made, came.Select((said, place) => said with { Id = place, At = Bin.At(40 + place) }).ToArray());

    private static SaidEvent<BinSaid> Made(int id, int kind, int minute, int target) => kind switch
    {
        >= 5 => Bin.Undo(id, minute, target),
        _ => Bin.Tap(id, minute, BinActionKinds.Names[kind], kind == 1 ? "locked" : null, Points[id % 2]),
    };

    // All that is told of both bins, but for when ingest heard of it.
    private static string Told(IEnumerable<SaidEvent<BinSaid>> said)
    {
        var stories = new BinStories();
        foreach (var each in said)
            stories.Add(each);
        var sensed = new BinSensed { Levels = Bin.Course((-30, 0.5), (10, 0.9), (11, 0.05), (30, 0.2)) };
        return string.Join('\n', Points.Select(point =>
        {
            var story = stories.Of(point, UnixTime.Min);
            var state = BinJudge.Judge(Bin.Case(31) with { Point = point, Sensed = sensed, Happened = BinHappenings.Of(story, sensed) }, null);
            return JsonSerializer.Serialize(BinStateShape.From(state), ApiJson.Web.BinStateShape)
                + JsonSerializer.Serialize(new BinStoryShape(point, [.. story.Select(told => BinEventShape.From(told) with { Arrived = null })]), ApiJson.Web.BinStoryShape);
        }));
    }
}
