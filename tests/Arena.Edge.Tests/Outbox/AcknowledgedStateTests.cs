using Arena.Edge.Outbox;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

public sealed class AcknowledgedStateTests
{
    private const long Highest = 100;

    private static readonly Epoch Other = Epoch.New();

    private readonly AcknowledgedState _state = new();

    [Fact]
    public void The_first_acknowledgement_is_believed()
    {
        Assert.Equal(AcknowledgementVerdict.Advanced, Merge(7, low: 10, (12, 13)));
        Assert.Equal((7, 10, 12), (_state.Generation, _state.Terminal.Low, _state.Terminal.Count));
    }

    [Fact]
    public void A_repeated_and_an_older_one_change_nothing()
    {
        Merge(7, low: 10, (12, 13));
        Assert.Equal(AcknowledgementVerdict.Known, Merge(7, low: 10, (12, 13)));
        Assert.Equal(AcknowledgementVerdict.Known, Merge(7, low: 3));
        Assert.Equal(12, _state.Terminal.Count);
    }

    [Fact]
    public void Another_epoch_is_none_of_ours()
    {
        Merge(7, low: 10);
        Assert.Equal(AcknowledgementVerdict.ForeignEpoch, _state.Merge(Some.Acknowledgement(7, Other, low: 90), Some.Epoch, Highest));
        Assert.Equal(10, _state.Terminal.Low);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void A_number_never_sealed_makes_the_whole_message_unbelievable(long generation)
    {
        Merge(7, low: 10);
        Assert.Equal(AcknowledgementVerdict.NeverSealed, Merge(generation, low: 20, (Highest + 1, Highest + 1)));
        Assert.Equal((7, 10), (_state.Generation, _state.Terminal.Low));
    }

    [Fact]
    public void A_new_ledger_knows_only_what_it_says()
    {
        Merge(7, low: 10);
        Assert.Equal(AcknowledgementVerdict.NewGeneration, Merge(8, low: 4, (8, 8)));
        Assert.Equal((8, 4, 5), (_state.Generation, _state.Terminal.Low, _state.Terminal.Count));
    }

    [Fact]
    public void A_new_ledger_that_does_not_know_this_epoch_knows_nothing_of_it()
    {
        Merge(7, low: 10);
        Assert.Equal(AcknowledgementVerdict.NewGeneration, _state.Merge(Some.Acknowledgement(8, Other, low: 90), Some.Epoch, Highest));
        Assert.Equal((8, 0), (_state.Generation, _state.Terminal.Count));
    }

    [Fact]
    public void A_replaced_ledger_is_old_news()
    {
        Merge(7, low: 10);
        Assert.Equal(AcknowledgementVerdict.OldGeneration, Merge(6, low: 50));
        Assert.Equal((7, 10), (_state.Generation, _state.Terminal.Low));
    }

    /// <summary>Acknowledgements of one ledger, in any order and any number of times, come to the union of what they say.</summary>
    [Fact]
    public void Reordered_and_repeated_acknowledgements_come_to_the_same()
    {
        var numbers = ArbMap.Default.GeneratorFor<int>().Select(n => 1L + (Math.Abs((long)n) % Highest)).ListOf();
        var said = numbers.ListOf().Select(lists => lists.Select(list => list.ToArray()).ToArray());
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(said.ToArbitrary(), messages =>
        {
            var (forward, mixed) = (new AcknowledgedState(), new AcknowledgedState());
            foreach (var message in messages) forward.Merge(Saying(message), Some.Epoch, Highest);
            foreach (var message in messages.Reverse().Concat(messages)) mixed.Merge(Saying(message), Some.Epoch, Highest);
            var union = messages.SelectMany(message => message).ToHashSet();
            return Enumerable.Range(1, (int)Highest).All(n =>
                forward.Terminal.Contains(n) == union.Contains(n) && mixed.Terminal.Contains(n) == union.Contains(n));
        }));
    }

    private static Acknowledgement Saying(long[] numbers) => Some.Acknowledgement(7, Some.Epoch, low: 0, [.. numbers.Select(n => (n, n))]);

    private AcknowledgementVerdict Merge(long generation, long low, params (long First, long Last)[] ranges) =>
        _state.Merge(Some.Acknowledgement(generation, Some.Epoch, low, ranges), Some.Epoch, Highest);
}
