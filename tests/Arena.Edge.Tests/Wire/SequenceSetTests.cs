using Arena.Wire.Acknowledgements;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Wire;

public sealed class SequenceSetTests
{
    private static readonly Arbitrary<(int First, int Length)[]> Runs =
        Gen.Choose(1, 60).Zip(Gen.Choose(1, 8), (first, length) => (first, length)).ArrayOf().ToArbitrary();

    [Fact]
    public void It_holds_what_a_plain_set_holds() =>
        Prop.ForAll(Runs, runs =>
        {
            var (set, plain) = (new SequenceSet(), new SortedSet<long>());
            foreach (var (first, length) in runs)
            {
                set.Add(new SequenceRange(first, first + length - 1));
                plain.UnionWith(Enumerable.Range(first, length).Select(i => (long)i));
            }

            var low = Enumerable.Range(1, 100).TakeWhile(i => plain.Contains(i)).Count();
            return Enumerable.Range(-2, 100).All(i => set.Contains(i) == plain.Contains(i))
                && set.Low == low
                && set.Count == plain.Count
                && set.Highest == (plain.Count == 0 ? 0 : plain.Max)
                && Missing(set, 80).SequenceEqual(Enumerable.Range(1, 80).Select(i => (long)i).Where(i => !plain.Contains(i)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Merging_in_any_order_and_twice_gives_the_same() =>
        Prop.ForAll(Runs, Runs, (left, right) =>
        {
            var (a, b) = (Set(left), Set(right));
            a.Merge(Set(right));
            b.Merge(Set(left));
            b.Merge(Set(right));
            return a.Low == b.Low && a.Ranges.SequenceEqual(b.Ranges);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Adding_says_whether_it_was_new()
    {
        var set = new SequenceSet();

        Assert.True(set.Add(2));
        Assert.False(set.Add(2));
        Assert.Equal(0, set.Low);
        Assert.True(set.Add(1));
        Assert.Equal(2, set.Low);
        Assert.Empty(set.Ranges);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(0));
    }

    private static SequenceSet Set((int First, int Length)[] runs)
    {
        var set = new SequenceSet();
        foreach (var (first, length) in runs)
            set.Add(new SequenceRange(first, first + length - 1));
        return set;
    }

    private static IEnumerable<long> Missing(SequenceSet set, long upTo)
    {
        foreach (var (first, last) in set.Missing(upTo))
        {
            for (var i = first; i <= last; i++)
                yield return i;
        }
    }
}
