using System.Text;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Wire;

public sealed class GapTests
{
    private const string Good = """{"cause":"node-off","from":1795320000,"to":1795320060}""";

    [Theory]
    [InlineData("""{"cause":"node-off","from":1795320000}""")]
    [InlineData("""{"cause":"node-off","from":1795320060,"to":1795320000}""")]
    [InlineData("""{"cause":"node-off","from":"1795320000","to":1795320060}""")]
    [InlineData("""{"cause":"thinned","from":1795320000,"to":1795320060,"samples":-1}""")]
    [InlineData("""{"cause":"thinned","from":1795320000,"to":1795320060,"first":3,"last":4}""")]
    [InlineData("""{"cause":"thinned","from":1795320000,"to":1795320060,"epoch":"b2c8f0a1d3e4958607182930a1b2c3d4","first":5,"last":4}""")]
    [InlineData("""{"cause":"thinned","from":1795320000,"to":1795320060,"epoch":"b2c8f0a1d3e4958607182930a1b2c3d4","first":1,"last":4,"chain":"x"}""")]
    [InlineData("""{"cause":"outbox-damaged","from":1795320000,"to":1795320060,"closes":true}""")]
    [InlineData("""{"cause":"sensor-fault","from":1795320000,"to":1795320060,"point":"no slug"}""")]
    [InlineData("7")]
    [InlineData("null")]
    public void A_gap_that_cant_be_understood_is_refused_alone(string gap)
    {
        var reading = Read($$"""[{"epoch":"{{Some.Hex}}","seq":1,"gaps":[{{gap}},{{Good}}]}]""");

        Assert.Equal(Reason.None, reading.Fault);
        Assert.Equal(Reason.GapInvalid, Assert.Single(reading.Rejected).Reason);
        Assert.Equal(GapCause.NodeOff, Assert.Single(reading.Gaps).Cause);
    }

    [Fact]
    public void Gaps_in_a_pack_without_epoch_are_refused_and_its_samples_are_not()
    {
        var reading = Read($$"""[{"bn":"kitchen-main/","bt":1795320000,"n":"active_power","u":"W","v":1,"gaps":[{{Good}}]}]""");

        Assert.Equal(Reason.GapInvalid, Assert.Single(reading.Rejected).Reason);
        Assert.Single(reading.Samples);
        Assert.Empty(reading.Gaps);
    }

    [Fact]
    public void A_cause_of_a_newer_edge_is_kept_by_its_name()
    {
        var gap = Assert.Single(Read($$"""[{"epoch":"{{Some.Hex}}","seq":1,"gaps":[{"cause":"meteor","from":1795320000,"to":1795320060,"detail":"a large one"}]}]""").Gaps);

        Assert.Equal((GapCause.Unknown, "meteor a large one"), (gap.Cause, gap.Detail));
    }

    [Fact]
    public void Every_cause_reads_back_from_its_slug() =>
        Assert.All(Enum.GetValues<GapCause>(), cause => Assert.Equal(cause, GapCauseText.Parse(cause.Slug())));

    [Fact]
    public void Its_detail_is_one_line_that_turns_no_text_around()
    {
        var gap = new Gap(GapCause.SensorFault, Some.Time, Some.Time) { Detail = "two\nlines \u202Eevil" + new string('x', 300) };

        Assert.StartsWith("two lines  evil", gap.Detail, StringComparison.Ordinal);
        Assert.Equal(Gap.MaxDetail, gap.Detail.Length);
    }

    [Fact]
    public void A_batch_needs_samples_or_gaps() => Assert.Throws<ArgumentException>(() => SealedBatch.Seal(Some.Epoch, 1, [], []));

    private static BatchReading Read(string pack)
    {
        var reading = new BatchReading();
        new BatchReader().Read(Encoding.UTF8.GetBytes(pack), reading);
        return reading;
    }
}
