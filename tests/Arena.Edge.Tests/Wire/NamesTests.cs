using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Wire;

public sealed class NamesTests
{
    [Fact]
    public void Every_topic_of_the_contract_reads_back()
    {
        foreach (var kind in Enum.GetValues<TopicKind>())
        {
            foreach (var guest in (bool[])[false, true])
            {
                var topic = new Topic("borlange-energi-arena", "node-north", kind, guest);
                Assert.True(Topic.TryParse(topic.ToString(), out var read), topic.ToString());
                Assert.Equal(topic, read);
            }
        }
    }

    [Theory]
    [InlineData("arena/v1/site/node")]
    [InlineData("arena/v2/site/node/data")]
    [InlineData("arena/v1/site/node/data/more")]
    [InlineData("arena/v1/Site/node/data")]
    [InlineData("arena/v1/site/guest/data")]
    [InlineData("arena/v1/site//data")]
    [InlineData("arena/v1/site/node/other")]
    public void A_topic_that_is_not_of_the_contract_is_refused(string topic) => Assert.False(Topic.TryParse(topic, out _));

    [Theory]
    [InlineData("a", true)]
    [InlineData("bin-north-03-food", true)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("", false)]
    [InlineData("å", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    public void A_slug_is_lower_case_letters_digits_and_hyphens(string name, bool valid) => Assert.Equal(valid, Slug.IsValid(name));

    [Fact]
    public void A_slug_is_at_most_63_characters()
    {
        Assert.True(Slug.IsValid(new string('a', 63)));
        Assert.False(Slug.IsValid(new string('a', 64)));
    }

    [Fact]
    public void The_registry_has_no_two_quantities_with_one_name_or_one_field()
    {
        Assert.Equal(Quantities.All.Count, Quantities.All.Select(quantity => quantity.Name).Distinct().Count());
        Assert.Equal(Quantities.All.Count, Quantities.All.Select(quantity => (quantity.Measurement, quantity.Field)).Distinct().Count());
        Assert.All(Quantities.All, quantity => Assert.True(SenmlUnits.IsKnown(quantity.Unit), quantity.Unit));
    }

    [Fact]
    public void A_rounded_value_has_the_quantitys_decimals_and_is_never_minus_zero()
    {
        Assert.Equal(0.1235, Quantities.FillingLevel.Rounded(0.12346));
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(Quantities.CargoWeight.Rounded(-0.0001)));
    }

    [Fact]
    public void An_epoch_is_32_hexadecimal_digits_and_new_ones_differ()
    {
        Assert.Equal(Some.Hex, Some.Epoch.ToString());
        Assert.NotEqual(Epoch.New(), Epoch.New());
        Assert.Equal(32, Epoch.New().ToString().Length);
        Assert.False(Epoch.TryParse(Some.Hex.ToUpperInvariant(), out _));
    }

    [Fact]
    public void Time_is_exact_to_the_microsecond_and_shown_in_utc()
    {
        Assert.True(UnixTime.TryFromSeconds(1795324226.500001m, out var time));
        Assert.Equal(1_795_324_226_500_001, time.Microseconds);
        Assert.Equal("2026-11-22T05:10:26.500001Z", time.ToString());
        Assert.Equal("2026-11-22T05:10:26.5Z", time.TruncatedToMilliseconds().ToString());
        Assert.Equal(time, UnixTime.From(time.ToDateTimeOffset()));
        Assert.Equal(-1, new UnixTime(-1).Milliseconds);
        Assert.False(UnixTime.TryFromSeconds(1e17m, out _));
    }
}
