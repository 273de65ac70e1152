using Arena.Site;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Site;

/// <summary>Whatever a file holds, reading it gives a manifest or faults within the file.</summary>
public class AnyTextTests
{
    /// <summary>Pieces that mean something to YAML or to the manifest, and some that break both.</summary>
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ": ", ", ", "- ", "\n", "\n  ", "\t", "\"", "'", "#", "&a ", "*a", "!!int ", "|", ">", "?", "%YAML 1.2\n", "---\n", "...\n", "~", "\\", "\0", "\u202E", "\uD800",
        "\u2028", "\r", "0x70", "-1", "1e999", "99999999999999999999", "NaN", "null", "kind: fill", "point: incomer", "site", "nodes", "bus: 11", "line: 5", "at: [1, 2]", "åäö", "<<: ",
    ];

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void Random_text_is_refused_without_throwing() =>
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => HoldsFor(text ?? "")));

    [Fact]
    public void Random_yaml_pieces_are_refused_without_throwing() =>
        Check.One(Runs, Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(), HoldsFor));

    [Fact]
    public void A_mutated_small_manifest_never_throws() => Check.One(Runs, Prop.ForAll(Mutations(ManifestText.Good.Text), cuts => HoldsFor(Apply(ManifestText.Good.Text, cuts))));

    [Fact]
    public void A_mutated_venue_never_throws() => Check.One(Runs.WithMaxTest(60), Prop.ForAll(Mutations(Venue.Text), cuts => HoldsFor(Apply(Venue.Text, cuts))));

    [Fact]
    public void A_venue_cut_off_anywhere_never_throws() =>
        Check.One(Runs.WithMaxTest(60), Prop.ForAll(Gen.Choose(0, Venue.Text.Length).ToArbitrary(), length => HoldsFor(Venue.Text[..length])));

    private static Arbitrary<Cut[]> Mutations(string text)
    {
        var cut = from at in Gen.Choose(0, text.Length - 1)
                  from length in Gen.Choose(0, 12)
                  from piece in Gen.Elements(Pieces)
                  select new Cut(at, length, piece);
        return Gen.Choose(1, 4).SelectMany(count => cut.ArrayOf(count)).ToArbitrary();
    }

    private static string Apply(string text, Cut[] cuts) => cuts.Aggregate(text, (current, cut) =>
    {
        var start = Math.Min(cut.At, current.Length);
        return current.Remove(start, Math.Min(cut.Length, current.Length - start)).Insert(start, cut.Piece);
    });

    private static void HoldsFor(string text)
    {
        var reading = SiteReader.Read(text);
        var lines = text.Split('\n').Length;
        Assert.Equal(reading.Manifest is null, reading.Faults.Count > 0);
        Assert.All(reading.Faults, fault =>
        {
            Assert.InRange(fault.Line, 1, lines);
            Assert.True(fault.Column >= 1);
            Assert.DoesNotContain('\n', SiteReader.Describe(fault, "any"));
        });
        Assert.Equal(reading.Faults.Distinct().Count(), reading.Faults.Count);
        Assert.Equal(reading.Faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column), reading.Faults);
    }

    /// <summary>Some characters taken out at a place, and a piece put in.</summary>
    private sealed record Cut(int At, int Length, string Piece);
}
