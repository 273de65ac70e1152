using System.Text;
using Arena.Ingest.Decoding;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>Bad input 38: more new series than a node may begin.</summary>
[Trait("BadInput", "38")]
public sealed class SeriesQuotaTests
{
    private static readonly DecodingRules Two = new() { MostSeries = 2 };

    [Fact]
    public void Case_38_the_third_series_of_two_is_refused_and_the_others_of_its_pack_are_stored()
    {
        var admission = Decode(Judging.Decoder(Two));
        Assert.Equal([Ground.Power, Ground.Energy], admission.Samples.Select(sample => sample.Series));
        var entry = Assert.Single(admission.Quarantined);
        Assert.Equal((Reason.SeriesQuotaExceeded, "water-main/water_consumption"), (entry.Reason, entry.Name));
        Assert.Equal("water-main/water_consumption would be a new series, and node node-plant has its 2", entry.Detail);
    }

    [Fact]
    public void Series_that_have_begun_go_on()
    {
        var decoder = Judging.Decoder(Two);
        Decode(decoder);
        Assert.Equal([Ground.Power, Ground.Energy], Decode(decoder).Samples.Select(sample => sample.Series));
    }

    [Fact]
    public void Series_that_the_store_has_go_on_and_count()
    {
        var admission = Decode(Judging.Decoder(Two, new Sample(Ground.Water, UnixTime.FromMilliseconds(Judging.Noon * 1000), 1)));
        Assert.Equal([Ground.Power, Ground.Water], admission.Samples.Select(sample => sample.Series));
    }

    [Fact]
    public void A_node_uses_up_its_own_quota_alone()
    {
        var decoder = Judging.Decoder(Two);
        Decode(decoder);
        var pack = $$"""[{"n":"bin-north-food/filling_level","u":"/","bt":{{Judging.Noon}},"v":0.5}]""";
        Assert.Single(decoder.Decode(Ground.BinTopic, null, Encoding.UTF8.GetBytes(pack)).Samples);
    }

    private static Arena.Ingest.Store.Admission Decode(PayloadDecoder decoder) => decoder.Decode(Ground.MeterTopic, null, Encoding.UTF8.GetBytes(
        $$"""
        [{"bn":"incomer/","bt":{{Judging.Noon}},"n":"active_power","u":"W","v":1},{"n":"active_energy_import","u":"Wh","v":2},
         {"bn":"water-main/","n":"water_consumption","u":"l","v":3}]
        """));
}
