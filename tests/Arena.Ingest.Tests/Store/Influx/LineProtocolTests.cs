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
