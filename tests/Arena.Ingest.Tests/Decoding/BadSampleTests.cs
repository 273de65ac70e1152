using System.Globalization;
using System.Text;
using Arena.Wire;
using Xunit;
using static Arena.Ingest.Tests.Decoding.Judging;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>Records that are refused while the rest of their pack is stored. The numbers are those of the list of bad input.</summary>
public sealed class BadSampleTests
{
    [Trait("BadInput", "13")]
    [Fact]
    public void Case_13_an_unknown_field_is_ignored()
    {
        var admission = Judge($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200,"colour":"red","list":[1,{"a":2}]}]""");
        Assert.Empty(admission.Quarantined);
        Assert.Single(admission.Samples);
    }

    [Trait("BadInput", "16")]
    [Fact]
    public void Case_16_no_name() => QuarantinesTheSample(JudgeBesideAGoodOne("\"bn\":\"\",\"u\":\"W\",\"v\":1"), Reason.NameMissing);

    [Trait("BadInput", "17")]
    [Fact]
    public void Case_17_a_forbidden_character_in_the_name() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"åtgång\",\"u\":\"W\",\"v\":1"), Reason.NameForbiddenCharacter);

    [Trait("BadInput", "18")]
    [Fact]
    public void Case_18_v_and_vs_together() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":1,\"u\":\"W\",\"v\":1,\"vs\":\"a\""), Reason.SeveralValues);

    [Trait("BadInput", "19")]
    [Fact]
    public void Case_19_no_value() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":1,\"u\":\"W\""), Reason.NoValue);

    [Trait("BadInput", "20")]
    [Fact]
    public void Case_20_1e999() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":1,\"u\":\"W\",\"v\":1e999"), Reason.ValueNotFinite);

    [Trait("BadInput", "20")]
    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData(" NaN ")]
    [InlineData("NaN,\"note\":\"NaN \\\"Infinity\\\"\"")]
    public void Case_20_what_is_no_number_refuses_its_sample_alone(string value) =>
        QuarantinesTheSample(JudgeBesideAGoodOne($"\"n\":\"active_power\",\"t\":1,\"u\":\"W\",\"v\":{value}"), Reason.ValueNotFinite);

    [Trait("BadInput", "20")]
    [Fact]
    public void Case_20_each_of_several_is_refused_by_itself_and_the_number_of_the_batch_is_kept()
    {
        var admission = Judge($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":NaN},{"n":"active_power","u":"W","t":1,"v":1},{"n":"active_power","u":"W","t":2,"v":-Infinity}]""");
        Assert.Equal([Reason.ValueNotFinite, Reason.ValueNotFinite], admission.Quarantined.Select(entry => entry.Reason));
        Assert.Equal(1, Assert.Single(admission.Samples).Value);
        Assert.Equal(7, admission.Id!.Value.Sequence);
    }

    [Trait("BadInput", "20")]
    [Theory]
    [InlineData("\"v\":nan")]
    [InlineData("\"v\":NaN5")]
    [InlineData("\"v\":+Infinity")]
    [InlineData("\"v\":NaN,")]
    [InlineData("\"v\":1,\"colour\":NaN")]
    [InlineData("\"v\":1,\"list\":[NaN]")]
    [InlineData("NaN:1")]
    [InlineData("\"v\":NaN},NaN,{\"v\":1")]
    public void Case_20_elsewhere_or_otherwise_written_it_is_no_JSON(string fields) =>
        QuarantinesTheBatch(JudgeBesideAGoodOne($"\"n\":\"active_power\",\"t\":1,\"u\":\"W\",{fields}"), Reason.NotJson);

    [Trait("BadInput", "20")]
    [Fact]
    public void Case_20_a_pack_of_nothing_else_is_no_JSON() =>
        QuarantinesTheBatch(Judge($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":NaN}]"""), Reason.NotJson);

    [Trait("BadInput", "21")]
    [Fact]
    public void Case_21_v_as_a_string() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":1,\"u\":\"W\",\"v\":\"1\""), Reason.ValueNotNumber);

    [Trait("BadInput", "22")]
    [Fact]
    public void Case_22_a_time_relative_to_now() => QuarantinesTheSample(JudgeBesideAGoodOne("\"bt\":0,\"n\":\"active_power\",\"t\":-5,\"u\":\"W\",\"v\":1"), Reason.TimeRelative);

    [Trait("BadInput", "22")]
    [Fact]
    public void Case_22_a_small_t_beside_a_base_time_is_accepted() => Assert.Empty(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":-5,\"u\":\"W\",\"v\":1").Quarantined);

    [Trait("BadInput", "23")]
    [Fact]
    public void Case_23_more_than_ten_minutes_ahead() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":601,\"u\":\"W\",\"v\":1"), Reason.TimeInFuture);

    [Trait("BadInput", "23")]
    [Fact]
    public void Case_23_ten_minutes_ahead_are_accepted() => Assert.Empty(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":600,\"u\":\"W\",\"v\":1").Quarantined);

    [Trait("BadInput", "24")]
    [Fact]
    public void Case_24_older_than_the_retention()
    {
        var tooOld = string.Create(CultureInfo.InvariantCulture, $"\"n\":\"active_power\",\"t\":-{(3653 * 86_400) + 1},\"u\":\"W\",\"v\":1");
        QuarantinesTheSample(JudgeBesideAGoodOne(tooOld), Reason.TimeBeforeRetention);
    }

    [Trait("BadInput", "25")]
    [Fact]
    public void Case_25_a_time_that_overflows() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":1e17,\"u\":\"W\",\"v\":1"), Reason.TimeOverflow);

    [Trait("BadInput", "26")]
    [Fact]
    public void Case_26_an_unknown_unit() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":1,\"u\":\"hp\",\"v\":1"), Reason.UnitUnknown);

    [Trait("BadInput", "27")]
    [Fact]
    public void Case_27_a_unit_other_than_the_quantitys() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"active_power\",\"t\":1,\"u\":\"kW\",\"v\":1"), Reason.UnitNotTheQuantitys);

    [Trait("BadInput", "30")]
    [Fact]
    public void Case_30_an_integer_after_a_float_is_the_same_kind_of_number()
    {
        var admission = Judge($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200.5},{"n":"active_power","u":"W","t":1,"v":1200}]""");
        Assert.Empty(admission.Quarantined);
        Assert.Equal([1200.5, 1200.0], admission.Samples.Select(sample => sample.Value));
    }

    [Trait("BadInput", "35")]
    [Theory]
    [InlineData("incomer\\n/active_power")]
    [InlineData("incomer,zone=x/active_power")]
    [InlineData("incomer\\\"/active_power")]
    public void Case_35_a_newline_comma_or_quote_in_what_becomes_a_tag(string name) =>
        QuarantinesTheSample(JudgeBesideAGoodOne($"\"bn\":\"\",\"n\":\"{name}\",\"t\":1,\"u\":\"W\",\"v\":1"), Reason.NameForbiddenCharacter);

    [Fact]
    public void A_name_that_is_no_point_and_quantity() => QuarantinesTheSample(JudgeBesideAGoodOne("\"bn\":\"\",\"n\":\"incomer\",\"u\":\"W\",\"v\":1"), Reason.NameNotPointAndQuantity);

    [Fact]
    public void A_quantity_that_is_not_in_the_registry() => QuarantinesTheSample(JudgeBesideAGoodOne("\"n\":\"colour\",\"v\":1"), Reason.UnknownQuantity);

    [Fact]
    public void A_point_that_is_not_in_the_manifest()
    {
        var admission = JudgeBesideAGoodOne("\"bn\":\"ghost/\",\"n\":\"active_power\",\"u\":\"W\",\"v\":1");
        QuarantinesTheSample(admission, Reason.UnknownPoint);
        Assert.Equal("point ghost is not in the manifest", admission.Quarantined[0].Detail);
    }

    [Fact]
    public void A_quantity_that_the_manifest_does_not_declare_at_the_point()
    {
        var admission = JudgeBesideAGoodOne("\"n\":\"temperature\",\"u\":\"Cel\",\"v\":1");
        QuarantinesTheSample(admission, Reason.QuantityNotDeclared);
        Assert.Equal("the manifest declares active_power, active_energy_import at incomer, not temperature", admission.Quarantined[0].Detail);
    }

    [Fact]
    public void Each_refused_sample_keeps_its_own_record_with_what_held_for_it()
    {
        var admission = Judge(
            $$"""
            [{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200},{"n":"active_power","t":1,"u":"kW","v":1},{"bt":1795348900,"bv":5},
             {"n":"active_power","t":2,"u":"W","v":NaN,"note":"}"},{"bn":"ghost/","n":"active_power","u":"W","v":1.50}]
            """);
        Assert.Equal(
            [
                """[{"bn":"incomer/","bt":1795348800,"n":"active_power","t":1,"u":"kW","v":1}]""",
                """[{"bn":"incomer/","bt":1795348900,"bv":5,"n":"active_power","t":2,"u":"W","v":NaN,"note":"}"}]""",
                """[{"bn":"ghost/","bt":1795348900,"n":"active_power","u":"W","v":6.5}]""",
            ],
            admission.Quarantined.Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)));
    }

    [Fact]
    public void What_a_payload_of_refused_samples_keeps_is_bounded()
    {
        var longest = new string('x', 4000);
        var records = string.Concat(Enumerable.Range(1, 4_999).Select(i => ",{\"v\":1}"));
        var admission = Judge($$"""[{"bn":"{{longest}}",{{Head}},"v":1}{{records}}]""");
        Assert.Equal(5_000, admission.Quarantined.Count);
        Assert.All(admission.Quarantined, entry => Assert.Equal(1024, entry.Payload.Length));
    }

    [Theory]
    [InlineData("\"epoch\":\"" + EpochText + "\",\"first\":1,\"last\":7", "declared by number 7")]
    [InlineData("\"point\":\"nowhere\"", "not in the manifest")]
    public void A_gap_that_can_not_be_true_is_quarantined_beside_what_is_good(string what, string detail)
    {
        var admission = Judge($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200,"gaps":[{"cause":"disk-full","from":1,"to":2,{{what}}},{"cause":"node-off","from":1,"to":2}]}]""");
        var entry = Assert.Single(admission.Quarantined);
        Assert.Equal((Reason.GapInvalid, "gaps"), (entry.Reason, entry.Name));
        Assert.Contains(detail, entry.Detail, StringComparison.Ordinal);
        Assert.Equal(Wire.Gaps.GapCause.NodeOff, Assert.Single(admission.Gaps).Cause);
        Assert.Single(admission.Samples);
    }
}
