using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The board on its first day, before anything is measured: every page opens, says so, and is for everybody.</summary>
public sealed class EmptyVenueTests(QuietBoard quiet) : IClassFixture<QuietBoard>
{
    public static TheoryData<string> Pages { get; } = [.. BoardPages.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_without_data_breaks_no_rule_and_no_script(string name)
    {
        var page = await quiet.Board.OpenAsync(390, 844, BoardPages.AddressOf(name), dark: name.Length % 2 == 0);
        await BoardPages.ShownAsync(page);
        Assert.Empty(await Axe.ViolationsAsync(page));
        Assert.Empty(await Hands.OutsideAsync(page));
        Assert.Empty(quiet.Board.Complaints);
        await page.CloseAsync();
    }
}
