using Xunit;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>The evaluator's own arithmetic, by Grafana's rules.</summary>
public sealed class MathExpressionTests
{
    private static readonly Tags One = Of(("point", "one"));
    private static readonly Tags Two = Of(("point", "two"));

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("8 - 2 - 1", 5)]
    [InlineData("2 > 1 && 0.5 < 0.25", 0)]
    [InlineData("4 / 2 >= 2 || 1 > 2", 1)]
    public void Operators_bind_as_in_Grafana(string text, double value) =>
        Assert.Equal(value, Assert.Single(MathExpression.Parse(text).Evaluate(_ => new Dictionary<Tags, double>())).Value);

    [Fact]
    public void Series_go_with_their_own_and_a_number_without_labels_with_all()
    {
        var result = MathExpression.Parse("$A * $B").Evaluate(letter => letter == "A"
            ? new Dictionary<Tags, double> { [One] = 1, [Two] = 2 }
            : new Dictionary<Tags, double> { [Tags.None] = 10 });
        Assert.Equal((10.0, 20.0), (result[One], result[Two]));
    }

    [Fact]
    public void A_series_without_a_partner_is_dropped()
    {
        var result = MathExpression.Parse("$A + $B").Evaluate(letter => letter == "A"
            ? new Dictionary<Tags, double> { [One] = 1, [Two] = 2 }
            : new Dictionary<Tags, double> { [Two] = 10 });
        Assert.Equal([Two], result.Keys);
    }

    [Fact]
    public void Nothing_on_one_side_gives_nothing() =>
        Assert.Empty(MathExpression.Parse("$A + $B").Evaluate(letter => letter == "A" ? new Dictionary<Tags, double> { [One] = 1 } : new Dictionary<Tags, double>()));

    [Theory]
    [InlineData("1 ? 2")]
    [InlineData("(1 + 2")]
    [InlineData("1 2")]
    public void What_is_no_expression_is_refused(string text) => Assert.ThrowsAny<Exception>(() => MathExpression.Parse(text));

    private static Tags Of(params (string Key, string Value)[] pairs) => new(pairs.ToDictionary(pair => pair.Key, pair => pair.Value));
}
