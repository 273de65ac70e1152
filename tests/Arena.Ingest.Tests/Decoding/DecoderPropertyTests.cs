using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Ingest.Tests.Decoding;

public sealed class DecoderPropertyTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes(
        $$"""[{"bn":"incomer/",{{Judging.Head}},"n":"active_power","u":"W","v":1200},{"n":"active_energy_import","u":"Wh","v":17,"t":1}]""");

    [Fact]
    public void No_bytes_make_the_decoder_throw_and_all_are_accounted_for() =>
        Prop.ForAll<byte[]>(payload => IsAccountedFor(payload)).QuickCheckThrowOnFailure();

    [Fact]
    public void Nor_does_a_good_pack_with_some_bytes_changed() =>
        Prop.ForAll(
            Gen.Choose(0, Good.Length - 1).Zip(Gen.Choose(0, 255)).ArrayOf(3).ToArbitrary(),
            changes =>
            {
                var payload = (byte[])Good.Clone();
                foreach (var (at, value) in changes)
                    payload[at] = (byte)value;
                return IsAccountedFor(payload);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nor_does_a_pack_cut_off_at_any_byte() => Assert.All(Enumerable.Range(0, Good.Length), length => Assert.True(IsAccountedFor(Good[..length])));

    private static bool IsAccountedFor(byte[] payload)
    {
        var admission = Judging.Judge(payload);
        return admission.Refused
            ? admission.Samples.Count == 0 && admission.Quarantined.Count == 1
            : admission.Samples.Count + admission.Quarantined.Count > 0 || Encoding.UTF8.GetString(payload).Trim() == "[]";
    }
}
