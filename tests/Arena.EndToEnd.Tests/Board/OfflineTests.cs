using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>Phones without network, in a real Chromium over the whole running system: nothing that was tapped is lost, doubled or turned round.</summary>
[Collection(HeldBoard.Name)]
public sealed class OfflineTests(WatchedBoard watched)
{
    private const float Patience = 60_000;

    [Fact]
    public async Task A_phone_opens_without_network_from_what_it_last_knew_and_never_as_live()
    {
        await using var phone = await OperatorPhone.OpenAsync(watched.Board, "Anna", "#page=round");
        var bins = (await BinsAsync()).Count;
        var rows = phone.Page.GetByTestId("all-bins").Locator("[data-bin]");
        await Assertions.Expect(rows).ToHaveCountAsync(bins, new() { Timeout = Patience });
        await phone.PreparedAsync();

        await phone.LoseNetworkAsync();
        await phone.Page.ReloadAsync();

        await Assertions.Expect(rows).ToHaveCountAsync(bins, new() { Timeout = Patience });
        await Assertions.Expect(phone.Page.GetByTestId("round")).ToContainTextAsync("Inget nät. Rundan är från", new() { Timeout = Patience });
        await Assertions.Expect(phone.Page.Locator("html[data-live=online]")).ToHaveCountAsync(0);
        // A page that was never open on this phone is there as well.
        await phone.Page.EvaluateAsync("location.hash = '#page=live'");
        await Assertions.Expect(phone.Page.GetByTestId("bins")).ToContainTextAsync("%", new() { Timeout = Patience });

        await phone.FindNetworkAsync();
        await phone.LiveAsync();
    }

    [Fact]
    public async Task What_was_tapped_without_network_outlives_a_crash_and_is_said_once_and_in_order()
    {
        await using var phone = await OperatorPhone.OpenAsync(watched.Board, "Anna", "#page=round");
        var bins = await BinsAsync();
        await phone.PreparedAsync();
        await phone.LoseNetworkAsync();

        await phone.TapAsync(bins[0], "overflowing");
        await phone.TapAsync(bins[0], "emptied");
        await phone.TapAsync(bins[1], "skipped", why: "locked");
        await phone.TapAsync(bins[2], "swapped");
        await phone.WaitsAsync(4);
        await phone.CrashAsync("#page=round");
        await phone.WaitsAsync(4);
        Assert.Empty(await phone.StoryAsync(bins[0]));

        await phone.FindNetworkAsync();
        await phone.WaitsAsync(0);
        JsonElement[] said = [.. await phone.StoryAsync(bins[0]), .. await phone.StoryAsync(bins[1]), .. await phone.StoryAsync(bins[2])];
        Assert.Equal(["overflowing", "emptied", "skipped", "swapped"], said.Select(each => each.GetProperty("what").GetString()));
        Assert.All(said, each => Assert.Equal("Anna", each.GetProperty("by").GetString()));
        var arrived = said.Select(each => each.GetProperty("arrived").GetDateTimeOffset()).ToList();
        Assert.Equal(arrived.Order(), arrived);
        Assert.Equal("locked", said[2].GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_tap_whose_answer_is_lost_is_said_once()
    {
        await using var phone = await OperatorPhone.OpenAsync(watched.Board, "Anna", "#page=round", worker: false);
        var bin = (await BinsAsync())[3];
        var heard = 0;
        await phone.Page.RouteAsync("**/actions", async route =>
        {
            if (++heard > 2)
            {
                await route.ContinueAsync();
                return;
            }

            // Ingest has heard it; the phone never knows.
            await route.FetchAsync();
            await route.AbortAsync();
        });

        await phone.TapAsync(bin, "emptied");
        await phone.WaitsAsync(0);
        Assert.Equal(3, heard);
        Assert.Single(await phone.StoryAsync(bin));
        await Assertions.Expect((await phone.AtBinAsync(bin)).Locator("[data-last=emptied]")).ToContainTextAsync("Anna tömde", new() { Timeout = Patience });
    }

    [Fact]
    public async Task Two_phones_at_one_bin_converge_and_both_see_both()
    {
        var bin = (await BinsAsync())[4];
        await using var anna = await OperatorPhone.OpenAsync(watched.Board, "Anna", "#page=round");
        await using var bo = await OperatorPhone.OpenAsync(watched.Board, "Bo", "#page=round");
        await bo.PreparedAsync();
        await bo.LoseNetworkAsync();
        await bo.Page.ReloadAsync();

        await bo.TapAsync(bin, "overflowing");
        await anna.TapAsync(bin, "emptied");
        await anna.WaitsAsync(0);
        await bo.FindNetworkAsync();
        await bo.WaitsAsync(0);

        // Bo's tap came last and happened first: the bin is empty for both.
        foreach (var phone in new[] { anna, bo })
        {
            var page = await phone.AtBinAsync(bin);
            await Assertions.Expect(page).ToHaveAttributeAsync("data-state", "emptied", new() { Timeout = Patience });
            await Assertions.Expect(page.Locator(".bin-last")).ToContainTextAsync("Anna tömde", new() { Timeout = Patience });
            var rows = page.GetByTestId("story").Locator("[data-kind=action]");
            await Assertions.Expect(rows).ToHaveCountAsync(2, new() { Timeout = Patience });
            await Assertions.Expect(rows.Nth(0)).ToContainTextAsync("Anna tömde");
            await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("Bo såg att det svämmade över");
        }

        // What one takes back, both see.
        await (await bo.AtBinAsync(bin)).GetByTestId("story").Locator("[data-what=emptied] button").ClickAsync();
        foreach (var phone in new[] { anna, bo })
        {
            var page = await phone.AtBinAsync(bin);
            await Assertions.Expect(page).ToHaveAttributeAsync("data-state", "overflowing", new() { Timeout = Patience });
            await Assertions.Expect(page.GetByTestId("story").Locator("[data-undone=true]")).ToContainTextAsync("ångrat av Bo", new() { Timeout = Patience });
        }
    }

    private async Task<IReadOnlyList<string>> BinsAsync()
    {
        var answer = await watched.Board.Arena.Http.GetFromJsonAsync<JsonElement>("api/v1/bins");
        return [.. answer.GetProperty("bins").EnumerateArray().Select(bin => bin.GetProperty("point").GetString()!)];
    }
}
