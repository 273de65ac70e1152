using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>What the desk does with matches, in a real browser over the running system: the form, a calendar, a rehearsal.</summary>
public sealed partial class MatchDeskTests(QuietBoard quiet) : IClassFixture<QuietBoard>
{
    private const string Rehearsed = "2026-11-07-sandvikens-if";

    private static readonly LocatorAssertionsToHaveAttributeOptions Soon = new() { Timeout = 30_000 };

    private RunningArena Arena => quiet.Board.Arena;

    [Fact]
    public async Task A_match_is_made_changed_called_off_and_put_on_again_with_the_form()
    {
        var complaints = quiet.Board.Complaints.Count;
        var page = await OpenAsync("#page=match");
        await page.GetByTestId("match-new").ClickAsync();
        var form = page.GetByTestId("match-form-new");
        await form.GetByLabel("Motståndare").FillAsync("Formlaget");
        await form.Locator("[type=datetime-local]").FillAsync("2027-08-14T15:00");
        await form.Locator("[type=number]").FillAsync("1234");
        await form.Locator("[type=submit]").ClickAsync();
        var match = page.GetByTestId("match");
        await Assertions.Expect(match).ToHaveAttributeAsync("data-match", "2027-08-14-formlaget", Soon);
        await Assertions.Expect(match).ToHaveAttributeAsync("data-state", "planned", Soon);
        var made = await MatchAsync("2027-08-14-formlaget");
        Assert.Equal(("Formlaget", 1234, new DateTimeOffset(2027, 8, 14, 13, 0, 0, TimeSpan.Zero)), (made.GetProperty("opponent").GetString(), made.GetProperty("expected_attendance").GetInt32(), made.GetProperty("kick_off").GetDateTimeOffset()));

        await match.Locator("[aria-expanded]").ClickAsync();
        var edit = page.GetByTestId("match-form-edit");
        await Assertions.Expect(edit.GetByLabel("Motståndare")).ToHaveValueAsync("Formlaget");
        await Assertions.Expect(edit.Locator("[type=datetime-local]")).ToHaveValueAsync("2027-08-14T15:00");
        await edit.Locator("[type=number]").FillAsync("4321");
        await edit.Locator("[type=submit]").ClickAsync();
        await Assertions.Expect(edit).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        var changed = await MatchAsync("2027-08-14-formlaget");
        Assert.Equal((4321, "Formlaget"), (changed.GetProperty("expected_attendance").GetInt32(), changed.GetProperty("opponent").GetString()));

        await match.Locator("[aria-expanded]").ClickAsync();
        await page.GetByTestId("match-call-off").ClickAsync();
        await Assertions.Expect(match).ToHaveAttributeAsync("data-state", "cancelled", Soon);
        Assert.Equal("cancelled", (await MatchAsync("2027-08-14-formlaget")).GetProperty("state").GetString());
        await page.GetByTestId("match-call-off").ClickAsync();
        await Assertions.Expect(match).ToHaveAttributeAsync("data-state", "planned", Soon);
        await page.CloseAsync();
        Assert.Empty(quiet.Board.Complaints.Skip(complaints));
    }

    [Fact]
    public async Task A_calendar_is_taken_whole_or_not_at_all_and_told()
    {
        var page = await OpenAsync("#page=match");
        await page.GetByTestId("match-import").ClickAsync();
        var form = page.GetByTestId("import-form");
        await form.Locator("#import-home").FillAsync("IK Brage");

        await GiveAsync(("IK Brage - Kalenderlaget", "20270821T130000Z"), ("Gefle IF - IK Brage", "20270828T130000Z"));
        var report = page.GetByTestId("import-report");
        await Assertions.Expect(report).ToContainTextAsync("1 nya, 0 ändrade, 0 som förut, 1 andra lags", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByTestId("calendar").Locator("[data-match='2027-08-21-kalenderlaget']")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await GiveAsync(("IK Brage - Kalenderlaget", "20270821T130000Z"));
        await Assertions.Expect(report).ToContainTextAsync("0 nya, 0 ändrade, 1 som förut, 0 andra lags", new() { Timeout = 30_000 });

        // Of one that can't be read nothing is taken, and the reason stands beside the form.
        await GiveAsync(("IK Brage - Annat lag", "20270904T130000Z"), ("IK Brage - Utan tid", "20270911"));
        await Assertions.Expect(form).ToContainTextAsync("a day without a time", new() { Timeout = 30_000 });
        var matches = await Arena.Http.GetStringAsync("api/v1/matches", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Annat lag", matches, StringComparison.Ordinal);
        await page.CloseAsync();

        async Task GiveAsync(params (string Title, string Start)[] events)
        {
            var text = string.Join("\r\n", ["BEGIN:VCALENDAR", .. events.Select(each => $"BEGIN:VEVENT\r\nUID:{each.Title}\r\nDTSTART:{each.Start}\r\nSUMMARY:{each.Title}\r\nEND:VEVENT"), "END:VCALENDAR", ""]);
            await form.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = "matcher.ics", MimeType = "text/calendar", Buffer = Encoding.UTF8.GetBytes(text) });
            await form.Locator("[type=submit]").ClickAsync();
        }
    }

    [Fact]
    public async Task A_past_match_is_rehearsed_with_pause_pace_and_a_leap_to_its_end()
    {
        var (bin, node) = await Arena.PointAsync("filling_level", group: "bin");
        var kickOff = (await MatchAsync(Rehearsed)).GetProperty("kick_off").GetDateTimeOffset();
        await Arena.PublishAsync(node, string.Create(CultureInfo.InvariantCulture, $$"""[{"bn":"{{bin}}/","bt":{{RunningArena.Seconds(kickOff.AddMinutes(30))}},"n":"filling_level","u":"/","v":0.83}]"""));
        var page = await OpenAsync($"#page=match&match={Rehearsed}");
        await page.GetByTestId("match").Locator("a[href*='page=rehearsal']").ClickAsync();

        // It plays by itself, and nothing live stands beside it.
        var rehearsal = page.GetByTestId("rehearsal");
        await Assertions.Expect(rehearsal).ToHaveAttributeAsync("data-playing", "playing", Soon);
        await Assertions.Expect(page.GetByTestId("rehearsal-mark")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".masthead, .menu")).ToHaveCountAsync(0);

        await rehearsal.Locator("input[name=speed][value='600']").CheckAsync(new() { Force = true });
        await Assertions.Expect(page.GetByTestId("rehearsal-bins")).ToContainTextAsync(Level(), new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByTestId("rehearsal-phase")).ToHaveTextAsync(new Regex("halvlek", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 60_000 });

        await page.GetByTestId("rehearsal-play").ClickAsync();
        await Assertions.Expect(rehearsal).ToHaveAttributeAsync("data-playing", "paused", Soon);
        var stood = await page.GetByTestId("rehearsal-time").GetAttributeAsync("datetime");
        await page.GetByTestId("rehearsal-play").ClickAsync();
        await Assertions.Expect(page.GetByTestId("rehearsal-time")).Not.ToHaveAttributeAsync("datetime", stood!, Soon);

        var seek = page.Locator(".seek input");
        await seek.FillAsync((await seek.GetAttributeAsync("max"))!);
        await Assertions.Expect(rehearsal).ToHaveAttributeAsync("data-playing", "ended", new() { Timeout = 60_000 });
        await page.GetByTestId("rehearsal-mark").Locator("a.button").ClickAsync();
        await Assertions.Expect(page.GetByTestId("match")).ToHaveAttributeAsync("data-match", Rehearsed, Soon);
        await page.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string address)
    {
        var page = await quiet.Board.OpenAsync(1366, 900, address);
        await page.EvaluateAsync("localStorage.setItem('arena.who', 'Kansliet')");
        await page.ReloadAsync();
        await BoardPages.ShownAsync(page);
        return page;
    }

    private Task<JsonElement> MatchAsync(string name) => Arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/matches/{name}", TestContext.Current.CancellationToken);

    [GeneratedRegex("83\\s%")]
    private static partial Regex Level();
}
