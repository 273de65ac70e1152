using Arena.Wire;
using Xunit;
using static Arena.Ingest.Tests.Decoding.Judging;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>Topics and metadata that don't fit. The numbers are those of the list of bad input.</summary>
public sealed class BadTopicTests
{
    private static readonly string Good = $$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200}]""";

    [Trait("BadInput", "31")]
    [Fact]
    public void Case_31_a_point_of_another_node_refuses_the_batch()
    {
        var admission = Judge($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200},{"bn":"bin-north-food/","n":"filling_level","u":"/","v":0.5}]""");
        QuarantinesTheBatch(admission, Reason.ForeignPoint);
        Assert.Equal("point bin-north-food belongs to node node-north, not to node-plant", admission.Quarantined[0].Detail);
    }

    [Trait("BadInput", "31")]
    [Fact]
    public void Case_31_holds_for_a_foreign_publisher_too() => QuarantinesTheBatch(
        Judge("""[{"n":"incomer/active_power","u":"W","bt":1795348800,"v":1}]""", Ground.BinTopic, contentType: null), Reason.ForeignPoint, identified: false);

    [Trait("BadInput", "32")]
    [Fact]
    public void Case_32_an_unknown_node_is_refused_and_still_acknowledged()
    {
        var admission = Judge(Good, "arena/v1/ground/ghost/data");
        QuarantinesTheBatch(admission, Reason.UnknownNode);
        Assert.Equal("ghost", admission.Id!.Value.Node);
    }

    [Theory]
    [InlineData("arena/v1/elsewhere/node-plant/data")]
    [InlineData("arena/v1/ground/guest/data")]
    [InlineData("arena/v1/ground/Node Plant/data")]
    [InlineData("arena/v2/ground/node-plant/data")]
    public void A_topic_that_is_no_nodes(string topic) => QuarantinesTheBatch(Judge(Good, topic), Reason.TopicInvalid, identified: false);

    [Trait("BadInput", "37")]
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/senml+cbor")]
    [InlineData("")]
    public void Case_37_a_wrong_content_type(string contentType) => QuarantinesTheBatch(Judge(Good, contentType: contentType), Reason.WrongContentType);

    [Theory]
    [InlineData(null)]
    [InlineData("application/senml+json")]
    [InlineData("Application/SenML+JSON; charset=utf-8")]
    [InlineData("application/json")]
    public void A_right_or_missing_content_type_is_accepted(string? contentType) => Assert.Empty(Judge(Good, contentType: contentType).Quarantined);
}
