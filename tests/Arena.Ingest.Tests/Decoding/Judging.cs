using System.Globalization;
using System.Text;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>Payloads put before the decoder at noon of a match day, and what is asserted of its verdict.</summary>
internal static class Judging
{
    public const string EpochText = "b2c8000000000000000000000000a1f3";

    /// <summary>Noon, as a time in SenML.</summary>
    public const long Noon = 1795348800;

    /// <summary>A record with a valid head: epoch, seq and base time.</summary>
    public static readonly string Head = $"\"bt\":{Noon.ToString(CultureInfo.InvariantCulture)},\"epoch\":\"{EpochText}\",\"seq\":7";

    public static Admission Judge(byte[] payload, string topic = Ground.MeterTopic, string? contentType = ContentTypes.Senml) =>
        Decoder(new DecodingRules()).Decode(topic, contentType, payload);

    /// <summary>A decoder at noon that has seen nothing yet.</summary>
    public static PayloadDecoder Decoder(DecodingRules rules, params Sample[] stored)
    {
        var quota = new SeriesQuota(Ground.Catalogue, rules);
        quota.Seed(stored);
        return new PayloadDecoder(Ground.Catalogue, rules, quota, new AdmissionPool(), new ManualTime());
    }

    public static Admission Judge(string payload, string topic = Ground.MeterTopic, string? contentType = ContentTypes.Senml) =>
        Judge(Encoding.UTF8.GetBytes(payload), topic, contentType);

    /// <summary>Judges a pack of one good sample and one record made of <paramref name="fields"/>.</summary>
    public static Admission JudgeBesideAGoodOne(string fields) => Judge(
        $$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200},{{{fields}}}]""");

    /// <summary>The whole payload is refused for this reason, with its bytes, and known by its number so that it is acknowledged.</summary>
    public static void QuarantinesTheBatch(Admission admission, Reason reason, bool identified = true)
    {
        var entry = Assert.Single(admission.Quarantined);
        Assert.Equal(reason, entry.Reason);
        Assert.Null(entry.Name);
        Assert.Empty(admission.Samples);
        Assert.True(admission.Refused);
        Assert.Equal(identified, admission.Id is not null);
    }

    /// <summary>One sample is refused for this reason; the good one beside it is stored, and the batch acknowledged.</summary>
    public static void QuarantinesTheSample(Admission admission, Reason reason)
    {
        var entry = Assert.Single(admission.Quarantined);
        Assert.Equal(reason, entry.Reason);
        Assert.NotNull(entry.Name);
        Assert.False(entry.Payload.IsEmpty);
        Assert.Equal(1200, Assert.Single(admission.Samples).Value);
        Assert.False(admission.Refused);
        Assert.NotNull(admission.Id);
    }
}
