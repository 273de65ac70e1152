using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>Every page of the board in a gloved hand: large enough to hit, nothing beside the screen, and nothing cut where text is twice as large.</summary>
[Collection(HeldBoard.Name)]
public sealed class HandTests(WatchedBoard watched)
{
    public static TheoryData<string> Pages { get; } = [.. BoardPages.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_fits_a_small_phone_and_a_thumb(string name)
    {
        var page = await watched.Board.OpenAsync(360, 740, BoardPages.AddressOf(name));
        await BoardPages.ShownAsync(page);
        // The operations screen wanders from minute to minute: as far to the right as it goes.
        await page.EvaluateAsync("document.querySelector('.screen-picture')?.style.setProperty('translate', '6px 6px')");

        Assert.Empty(await Hands.SmallTargetsAsync(page));
        Assert.Empty(await Hands.OutsideAsync(page));
        Assert.Empty(await Hands.CutAsync(page));
        await page.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Text_twice_as_large_still_fits(string name)
    {
        var page = await watched.Board.OpenAsync(390, 844, BoardPages.AddressOf(name));
        await BoardPages.ShownAsync(page);
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        Assert.Empty(await Hands.OutsideAsync(page));
        Assert.Empty(await Hands.CutAsync(page));

        // A window of 1280 × 1024 at 200 %.
        await page.EvaluateAsync("document.documentElement.style.fontSize = ''");
        await page.SetViewportSizeAsync(640, 512);
        Assert.Empty(await Hands.OutsideAsync(page));
        Assert.Empty(await Hands.CutAsync(page));
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_spoiled_page_is_found_out()
    {
        var page = await watched.Board.OpenAsync(360, 740);
        await BoardPages.ShownAsync(page);
        await page.EvaluateAsync(
            """
            () => {
              const spoiled = document.createElement('div');
              spoiled.innerHTML = '<button id="tiny">x</button><p id="wide">Bred</p><p id="short">Pappersförpackningar</p>';
              document.querySelector('main').append(spoiled);
              Object.assign(document.getElementById('tiny').style, { width: '30px', height: '50px' });
              Object.assign(document.getElementById('wide').style, { width: '400px' });
              Object.assign(document.getElementById('short').style, { width: '40px', overflow: 'hidden' });
            }
            """);

        Assert.Contains("tiny", Assert.Single(await Hands.SmallTargetsAsync(page)), StringComparison.Ordinal);
        Assert.Contains(await Hands.OutsideAsync(page), line => line.Contains("wide", StringComparison.Ordinal));
        Assert.Contains("short", Assert.Single(await Hands.CutAsync(page)), StringComparison.Ordinal);
        await page.CloseAsync();
    }
}
