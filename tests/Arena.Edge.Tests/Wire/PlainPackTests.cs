using System.Globalization;
using System.Text;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Senml;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Wire;

/// <summary>
/// A pack as edge nodes write it is read straight from its bytes. That must give what the long way gives, in every word of the verdict; and what is only nearly
/// such a pack must end up on the long way.
/// </summary>
public sealed class PlainPackTests
{
    private static readonly SeriesName[] Known =
    [
        .. new[] { "bin-north-03-food", "kitchen-main", "incomer", "a" }.SelectMany(point => Quantities.All.Select(quantity => new SeriesName(point, quantity))),
    ];

    // What can stand in the place of a number, and what looks like it.
    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "00", "01", "-01", "1.", ".5", "+1", "-", "1e", "1e+", "1e5", "1E-5", "1.5e+300", "1e400", "-1e400", "1e-400", "4.9e-324", "2.5e-324", "1e22",
        "1e23", "9007199254740992", "9007199254740993", "9007199254740993e-5", "18446744073709551615", "18446744073709551616", "123456789012345678901234567890",
        "0.1", "0.30000000000000004", "1.7976931348623157e308", "1.7976931348623159e308", "2.2250738585072011e-308", "0.000000000000000000000000000001", "5e-7",
        "1e1000000000", "1e-1000000000", "1e00000000001", "NaN", "Infinity", "-Infinity", "null", "true", "\"1\"", "1 ", "0x1", "1_000", "268435455.999999", "268435456",
        "1795324226.5", "1795324226.1234565", "1795324226.123456", "1795324226.000000", "253402300799", "253402300799.5", "253402300800", "999999999999", "9999999999999",
        "-1795324226", "1.795e9", "2147483647", "2147483648", "4294967296", "9007199254740991", "63",
    ];

    [Fact]
    public void What_edge_nodes_write_costs_no_memory_to_read()
    {
        var payload = SealedBatch.Seal(Some.Epoch, 7, Some.Batch()).Payload.ToArray();
        var (reader, reading) = (new BatchReader(), new BatchReading());
        for (var i = 0; i < 100; i++)
            reader.Read(payload, reading);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            reader.Read(payload, reading);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Some.Batch(), reading.Samples);
    }

    [Fact]
    public void A_sample_has_the_very_name_the_reader_was_given()
    {
        var (reader, reading) = (new BatchReader(known: Known), new BatchReading());
        foreach (var payload in new[] { SealedBatch.Seal(Some.Epoch, 7, Some.Batch()).Payload.ToArray(), Encoding.UTF8.GetBytes("""[{"n":"incomer/co2","u":"ppm","v":5,"bt":1795324226}]""") })
        {
            reader.Read(payload, reading);
            Assert.NotEmpty(reading.Samples);
            Assert.All(reading.Samples, sample => Assert.Contains(Known, name => ReferenceEquals(name, sample.Series)));
        }
    }

    [Fact]
    public void The_plain_way_and_the_long_way_agree_on_every_golden_and_every_bad_file() =>
        Assert.All(Files(), file => AgreeOn(WireFiles.Read(file)));

    [Fact]
    public void They_agree_on_any_number_in_any_place() => Assert.All(Numbers.Concat(Shortest()), number =>
    {
        AgreeOn(Pack(value: number));
        AgreeOn(Pack(value: $"-{number}"));
        AgreeOn(Pack(time: number));
        AgreeOn(Pack(offset: number));
        AgreeOn(Pack(offset: $"-{number}"));
        AgreeOn(Pack(sequence: number));
        AgreeOn(Pack(quality: number));
    });

    [Fact]
    public void They_agree_on_any_decimal() => Prop.ForAll(
        (from whole in Gen.Choose(0, int.MaxValue).Two()
         from digits in Gen.Choose(0, 24)
         from point in Gen.Choose(0, 25)
         from exponent in Gen.Frequency((3, Gen.Constant("")), (1, Gen.Choose(-330, 330).Select(power => $"e{power.ToString(CultureInfo.InvariantCulture)}")))
         select Decimal(whole, digits, point) + exponent).ToArbitrary(),
        number => AgreeOn(Pack(value: number))).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void They_agree_on_any_double_written_shortest() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite).ToArbitrary(),
        value => AgreeOn(SealedBatch.Seal(Some.Epoch, 7, [Some.Sample("incomer", Quantities.ActivePower, value)]).Payload.ToArray()))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void They_agree_on_any_pack_that_was_changed_anywhere()
    {
        byte[][] packs =
        [
            SealedBatch.Seal(Some.Epoch, 7, Some.Batch()).Payload.ToArray(),
            SealedBatch.Seal(Some.Epoch, 8, Some.Batch(), Some.Gaps()).Payload.ToArray(),
            Pack(), Pack(offset: "0.25"), Pack(quality: "16"),
            .. Files().Select(WireFiles.Read).Where(bytes => bytes.Length is > 0 and < 4_000),
        ];
        var change =
            from pack in Gen.Elements(packs)
            from edits in (
                from kind in Gen.Choose(0, 4)
                from at in Gen.Choose(0, 1_000_000)
                from length in Gen.Choose(1, 12)
                from put in Gen.Elements(Puts)
                select (kind, at, length, put)).ArrayOf()
            select edits.Take(3).Aggregate(pack, Edited);

        Prop.ForAll(change.ToArbitrary(), AgreeOn).Check(Config.QuickThrowOnFailure.WithMaxTest(30_000));
    }

    [Fact]
    public void A_pack_of_more_records_or_bytes_than_allowed_is_refused_as_on_the_long_way()
    {
        var samples = Enumerable.Range(0, 12).Select(i => Some.Sample("incomer", Quantities.ActivePower, i, i)).ToArray();
        var payload = SealedBatch.Seal(Some.Epoch, 7, samples).Payload.ToArray();
        foreach (var limits in new[] { new PackLimits(MaxRecords: 11), new PackLimits(MaxRecords: 12), new PackLimits(MaxBytes: payload.Length - 1), new PackLimits(MaxBytes: payload.Length) })
            Assert.Equal(Verdict.Of(new BatchReader(limits, known: []), payload), Verdict.Of(new BatchReader(limits, Known), payload));
    }

    private static readonly string[] Puts =
    [
        "\"", ",", "{", "}", "[", "]", ":", " ", "\\", "\\u0022", "\\/", "/", "0", "-", ".", "e", "NaN", "\n", "\0", "å", "},{", "\"t\":0", ",\"t\":1", ",\"quality\":2", "\"v\":1,",
        "\"bn\":\"incomer/\",", "\"bt\":1,", "\"bu\":\"W\",", "\"bv\":5,", "\"epoch\":", "\"seq\":8,", "\"n\":\"active_power\",", "\"u\":\"W\",", "\"x_\":1,", "\"x\":1,", "active_power", "W", "kW",
    ];

    private static IEnumerable<string> Files() =>
        from folder in new[] { "v1", "v1/refused" }
        from name in WireFiles.Names(folder)
        select $"{folder}/{name}";

    private static byte[] Edited(byte[] pack, (int Kind, int At, int Length, string Put) edit)
    {
        var at = pack.Length == 0 ? 0 : edit.At % pack.Length;
        var end = Math.Min(pack.Length, at + edit.Length);
        return edit.Kind switch
        {
            0 => [.. pack[..at], (byte)edit.At, .. pack[Math.Min(at + 1, pack.Length)..]],
            1 => [.. pack[..at], .. pack[end..]],
            2 => [.. pack[..end], .. pack[at..]],
            3 => [.. pack[..at], .. Encoding.UTF8.GetBytes(edit.Put), .. pack[at..]],
            _ => [.. pack[..at], .. Encoding.UTF8.GetBytes(edit.Put), .. pack[end..]],
        };
    }

    private static byte[] Pack(string value = "1200", string time = "1795324226.5", string? offset = null, string sequence = "7", string? quality = null) => Encoding.UTF8.GetBytes(
        $$"""[{"bn":"incomer/","bt":{{time}},"epoch":"{{Some.Hex}}","seq":{{sequence}},"n":"active_power","u":"W","v":{{value}}"""
        + (offset is null ? "" : $",\"t\":{offset}") + (quality is null ? "" : $",\"quality\":{quality}")
        + """},{"n":"co2","u":"ppm","v":417,"t":1.5}]""");

    // Decimals of six places and doubles as .NET writes them, some of them on either side of what is exact.
    private static IEnumerable<string> Shortest()
    {
        var random = new Random(4711);
        for (var i = 0; i < 500; i++)
        {
            yield return (random.NextInt64(1L << 54) / Math.Pow(10, random.Next(0, 24))).ToString("R", CultureInfo.InvariantCulture);
            yield return (random.NextInt64(4_000_000_000_000_000) / 1_000_000m).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Decimal((int High, int Low) parts, int digits, int point)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{parts.High}{parts.Low}{parts.Low}{parts.High}");
        text = text[..Math.Min(text.Length, Math.Max(1, digits))];
        return point < text.Length && point > 0 ? text.Insert(point, ".") : text;
    }

    // A reader that was told of no series knows none by their bytes, so it always goes the long way.
    private static bool AgreeOn(byte[] payload)
    {
        var expected = Verdict.Of(new BatchReader(known: []), payload);
        Assert.Equal(expected, Verdict.Of(new BatchReader(known: Known), payload));
        var learned = new BatchReader();
        Verdict.Of(learned, payload);
        Assert.Equal(expected, Verdict.Of(learned, payload));
        return true;
    }

    /// <summary>All that reading a payload gave, as text, values bit by bit.</summary>
    private static class Verdict
    {
        public static string Of(BatchReader reader, byte[] payload)
        {
            var reading = new BatchReading();
            reader.Read(payload, reading);
            var text = new StringBuilder();
            text.AppendLine(CultureInfo.InvariantCulture, $"{reading.Fault} {reading.Detail} {reading.Epoch} {reading.Sequence}");
            foreach (var sample in reading.Samples)
                text.AppendLine(CultureInfo.InvariantCulture, $"{sample.Series} {sample.Time.Microseconds} {BitConverter.DoubleToInt64Bits(sample.Value):x16} {(int)sample.Quality}");
            foreach (var record in reading.Rejected)
                text.AppendLine(CultureInfo.InvariantCulture, $"{record.Name} {record.Reason} {record.Detail} {Convert.ToHexString(record.Text.Span)}");
            foreach (var gap in reading.Gaps)
                text.AppendLine(gap.ToString());
            return text.ToString();
        }
    }
}
