using System.Globalization;
using System.IO.Compression;
using System.Text;
using Arena.Wire;
using Xunit;
using static Arena.Ingest.Tests.Decoding.Judging;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>Payloads that are refused whole. The numbers are those of the list of bad input in the project's facts.</summary>
public sealed class BadPayloadTests
{
    private static readonly string Good = $$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1200}]""";

    [Fact]
    public void The_pack_the_others_are_spoilt_from_is_accepted()
    {
        var admission = Judge(Good);
        Assert.Empty(admission.Quarantined);
        Assert.Equal(new Sample(Ground.Power, UnixTime.FromMilliseconds(Noon * 1000), 1200), Assert.Single(admission.Samples));
        Assert.Equal(7, admission.Id!.Value.Sequence);
    }

    [Trait("BadInput", "1")]
    [Fact]
    public void Case_01_an_empty_payload() => QuarantinesTheBatch(Judge(""), Reason.PayloadEmpty, identified: false);

    [Trait("BadInput", "2")]
    [Fact]
    public void Case_02_a_truncated_pack_is_known_by_its_head()
    {
        var admission = Judge(Good[..^3]);
        QuarantinesTheBatch(admission, Reason.NotJson);
        Assert.Equal((Ground.MeterNode, EpochText, 7), (admission.Id!.Value.Node, admission.Id.Value.Epoch.ToString(), admission.Id.Value.Sequence));
    }

    [Trait("BadInput", "2")]
    [Fact]
    public void Case_02_a_pack_truncated_in_its_head_can_not_be_known() =>
        QuarantinesTheBatch(Judge(Good[..20]), Reason.NotJson, identified: false);

    [Trait("BadInput", "3")]
    [Fact]
    public void Case_03_invalid_UTF_8()
    {
        byte[] payload = [.. Encoding.UTF8.GetBytes(Good[..^5]), 0xC3, 0x28, (byte)']'];
        QuarantinesTheBatch(Judge(payload), Reason.NotUtf8);
    }

    [Trait("BadInput", "4")]
    [Fact]
    public void Case_04_a_byte_order_mark() => QuarantinesTheBatch(Judge("\uFEFF" + Good), Reason.ByteOrderMark, identified: false);

    [Trait("BadInput", "5")]
    [Fact]
    public void Case_05_duplicate_keys() => QuarantinesTheBatch(Judge(Good.Replace("\"v\":1200", "\"v\":1,\"v\":2")), Reason.DuplicateField);

    [Trait("BadInput", "6")]
    [Fact]
    public void Case_06_nested_deeper_than_64() =>
        QuarantinesTheBatch(Judge(Good.Replace("\"v\"", $"\"x\":{new string('[', 70)}{new string(']', 70)},\"v\"")), Reason.NestedTooDeep);

    [Trait("BadInput", "7")]
    [Fact]
    public void Case_07_a_root_that_is_no_array() => QuarantinesTheBatch(Judge("""{"n":"incomer/active_power","v":1}"""), Reason.RootNotArray, identified: false);

    [Trait("BadInput", "8")]
    [Fact]
    public void Case_08_trailing_bytes() => QuarantinesTheBatch(Judge(Good + "x"), Reason.NotJson);

    [Trait("BadInput", "9")]
    [Fact]
    public void Case_09_more_than_256_KiB() => QuarantinesTheBatch(Judge(Good + new string(' ', 256 * 1024)), Reason.PayloadTooLarge);

    [Trait("BadInput", "10")]
    [Fact]
    public void Case_10_more_than_5000_records()
    {
        var records = string.Concat(Enumerable.Range(1, 5_000).Select(i => string.Create(CultureInfo.InvariantCulture, $",{{\"v\":{i},\"t\":{i}}}")));
        QuarantinesTheBatch(Judge(Good[..^1] + records + "]"), Reason.TooManyRecords);
    }

    [Trait("BadInput", "12")]
    [Fact]
    public void Case_12_a_compressed_payload_is_not_unpacked() =>
        QuarantinesTheBatch(Judge([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3]), Reason.NotUtf8, identified: false);

    [Trait("BadInput", "12")]
    [Fact]
    public void Case_12_a_compressed_bomb_is_kept_as_small_as_it_came()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write("["u8);
            for (var megabyte = 0; megabyte < 100; megabyte++)
                gzip.Write(new byte[1 << 20]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var admission = Judge(bomb.ToArray());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        QuarantinesTheBatch(admission, Reason.NotUtf8, identified: false);
        Assert.Equal(bomb.Length, admission.Quarantined[0].Payload.Length);
    }

    [Trait("BadInput", "14")]
    [Fact]
    public void Case_14_an_unknown_field_that_must_be_understood() =>
        QuarantinesTheBatch(Judge(Good.Replace("\"v\"", "\"x_\":1,\"v\"")), Reason.FieldNotUnderstood);

    [Trait("BadInput", "15")]
    [Fact]
    public void Case_15_a_version_too_new() => QuarantinesTheBatch(Judge(Good.Replace("\"bn\"", "\"bver\":11,\"bn\"")), Reason.VersionTooNew);

    [Trait("BadInput", "33")]
    [Fact]
    public void Case_33_seq_0() => QuarantinesTheBatch(Judge(Good.Replace("\"seq\":7", "\"seq\":0")), Reason.SequenceInvalid, identified: false);

    [Trait("BadInput", "33")]
    [Fact]
    public void Case_33_seq_negative() => QuarantinesTheBatch(Judge(Good.Replace("\"seq\":7", "\"seq\":-7")), Reason.SequenceInvalid, identified: false);

    [Trait("BadInput", "33")]
    [Fact]
    public void Case_33_seq_2_to_the_63() =>
        QuarantinesTheBatch(Judge(Good.Replace("\"seq\":7", "\"seq\":9223372036854775808")), Reason.SequenceInvalid, identified: false);

    [Trait("BadInput", "34")]
    [Fact]
    public void Case_34_a_malformed_epoch() => QuarantinesTheBatch(Judge(Good.Replace(EpochText, "B2C8")), Reason.EpochMalformed, identified: false);

    [Fact]
    public void A_refused_payload_is_kept_in_all_its_bytes()
    {
        var payload = Encoding.UTF8.GetBytes(Good + "x");
        Assert.Equal(payload, Judge(payload).Quarantined[0].Payload.ToArray());
    }
}
