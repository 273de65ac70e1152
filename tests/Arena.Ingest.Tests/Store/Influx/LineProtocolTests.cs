using System.Text;
using Arena.Ingest.Store.Influx;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>What is written into a line.</summary>
public sealed class LineProtocolTests
{
    [Theory]
    [InlineData("north", "north")]
    [InlineData("north stand", "north\\ stand")]
    [InlineData("a,b=c d", "a\\,b\\=c\\ d")]
    [InlineData("quote\"d", "quote\"d")]
    [InlineData("läktare", "läktare")]
    public void A_tag_value_is_escaped(string text, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(LineProtocol.Key(text)));

    [Fact]
    public void A_measurement_keeps_its_equals_sign() => Assert.Equal("a\\,b=c\\ d", Encoding.UTF8.GetString(LineProtocol.Measurement("a,b=c d")));

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("two\rlines")]
    [InlineData("tab\there")]
    [InlineData("trailing\\")]
    public void What_no_escape_exists_for_is_refused(string text) => Assert.Contains("line protocol", Assert.Throws<ArgumentException>(() => LineProtocol.Key(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(42, "42.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e16, "10000000000000000.0")]
    [InlineData(1e17, "1E+17")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    public void A_float_is_always_recognisable_as_one(double value, string expected) => Assert.Equal(expected, Written(buffer => buffer.AppendFloat(value)));

    [Fact]
    public void Every_finite_double_reads_back_bit_for_bit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).ToArbitrary(), value =>
            BitConverter.DoubleToInt64Bits(double.Parse(Written(buffer => buffer.AppendFloat(value)), System.Globalization.CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value)));

    [Theory]
    [InlineData(0.61, "0.61")]
    [InlineData(-18.4, "-18.4")]
    [InlineData(12480.5, "12480.5")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.0000001, "1E-07")]
    [InlineData(999999999999999, "999999999999999.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(100.05, "100.05")]
    public void A_short_decimal_is_written_as_people_write_it(double value, string expected) => Assert.Equal(expected, Written(buffer => buffer.AppendFloat(value)));

    [Fact]
    public void A_measured_value_reads_back_bit_for_bit_and_no_longer_than_the_shortest() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(ArbMap.Default.GeneratorFor<long>().Zip(Gen.Choose(0, 8)).Select(pair => pair.Item1 % 100_000_000_000 / Math.Pow(10, pair.Item2)).ToArbitrary(), value =>
        {
            var text = Written(buffer => buffer.AppendFloat(value));
            var shortest = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            return BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value)
                && (text == shortest || text == shortest + ".0" || shortest.Contains('E', StringComparison.Ordinal));
        }));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(99_999_999, "99999999")]
    [InlineData(100_000_000, "100000000")]
    [InlineData(1_795_320_626_500_000, "1795320626500000")]
    [InlineData(-1_795_320_626_500_000, "-1795320626500000")]
    [InlineData(253_402_300_799_999_999, "253402300799999999")]
    public void A_line_ends_with_its_time_in_nanoseconds_whatever_line_was_before(long microseconds, string expected) =>
        Assert.Equal($" 1795320726500001000\n {expected}000\n", Written(buffer =>
        {
            buffer.EndLine(new Arena.Wire.UnixTime(1_795_320_726_500_001));
            buffer.EndLine(new Arena.Wire.UnixTime(microseconds));
        }));

    [Fact]
    public void A_buffer_grows_and_can_take_back() => Assert.Equal("x" + new string('y', 200_000), Written(buffer =>
    {
        buffer.Append("xz"u8);
        buffer.Truncate(1);
        buffer.Append(Encoding.UTF8.GetBytes(new string('y', 200_000)));
    }));

    private static string Written(Action<LineBuffer> write)
    {
        using var buffer = new LineBuffer();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }
}
