using Arena.Ingest.Api.Samples;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Bad input 47: cells a spreadsheet would run.</summary>
public sealed class CsvTextTests
{
    [Trait("BadInput", "47")]
    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+46", "'+46")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("incomer", "incomer")]
    [InlineData("%RH", "%RH")]
    [InlineData("", "")]
    public void A_cell_that_looks_like_a_formula_is_made_text(string text, string cell) => Assert.Equal(cell, CsvText.Cell(text));
}
