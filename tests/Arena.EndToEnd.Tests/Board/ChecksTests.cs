using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>A sorting check with a photo, made on a phone in a real Chromium over the whole running system.</summary>
public sealed class ChecksTests : IAsyncLifetime
{
    private const string Place = "60.4950N 15.4340E";
    private const int MostPixels = 1600;

    private readonly RunningBoard _board = new();

    public ValueTask InitializeAsync() => _board.StartAsync();

    public ValueTask DisposeAsync() => _board.DisposeAsync();

    [Fact]
    public async Task A_check_with_a_photo_is_made_on_the_phone_is_told_to_ingest_without_its_place_and_is_taken_back()
    {
        var page = await _board.OpenAsync(390, 844);
        var camera = await FromACameraAsync(page);
        await GiveNameAsync(page);
        await page.EvaluateAsync("location.hash = '#page=checks'");
        await page.Locator("input[name=checks-tab][value=new]").CheckAsync(new() { Force = true, Timeout = 30_000 });
        await page.Locator("[data-station=bin-south-1]").ClickAsync(new() { Timeout = 30_000 });
        await page.Locator("[data-point=bin-south-1-food]").ClickAsync();
        for (var step = 0; step < 3; step++)
            await page.Locator("[data-fraction=plastic] button").Last.ClickAsync();
        await page.GetByTestId("check-total").FillAsync("8,5");
        await page.GetByTestId("check-photo").SetInputFilesAsync(new FilePayload { Name = "IMG_0001.jpg", MimeType = "image/jpeg", Buffer = camera });
        await Assertions.Expect(page.Locator(".photo img")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.checks button, .checks .choice-item span, .photo-take span, .checks input[type=text]')].filter(it => it.getBoundingClientRect().height < 48).map(it => it.outerHTML)"));
        await page.GetByTestId("check-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("check-saved")).ToContainTextAsync("Matavfall, Söder 1: 15 % fel", new() { UseInnerText = true });

        var check = await CheckAsync(check => check.GetProperty("photo").GetBoolean());
        Assert.Equal(("bin-south-1-food", "Kim", "estimated", 0.15, 8.5), (check.GetProperty("point").GetString(), check.GetProperty("by").GetString(), check.GetProperty("method").GetString(), Math.Round(check.GetProperty("contamination").GetDouble(), 9), check.GetProperty("total_kg").GetDouble()));
        var address = $"api/v1/checks/{check.GetProperty("action").GetString()}/photo";
        var photo = await _board.Arena.Http.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Place, Encoding.Latin1.GetString(photo), StringComparison.Ordinal);
        Assert.Equal((MostPixels, MostPixels / 2), SizeOf(photo));

        var desk = await _board.OpenAsync(1920, 1080);
        await desk.EvaluateAsync("location.hash = '#page=checks'");
        await desk.Locator("input[name=checks-tab][value=results]").CheckAsync(new() { Force = true, Timeout = 30_000 });
        await Assertions.Expect(desk.GetByTestId("contamination").Locator("[data-key=south]")).ToContainTextAsync("15 %", new() { Timeout = 30_000 });
        await desk.Locator("input[name=checks-tab][value=today]").CheckAsync(new() { Force = true });
        await Assertions.Expect(desk.GetByTestId("checks-today")).ToContainTextAsync("med foto", new() { Timeout = 30_000 });

        await page.GetByTestId("check-saved").Locator("button").ClickAsync();
        await CheckAsync(told => told.GetProperty("undone").GetBoolean());
        await page.Locator("input[name=checks-tab][value=today]").CheckAsync(new() { Force = true });
        await Assertions.Expect(page.GetByTestId("checks-today")).ToContainTextAsync("ångrad", new() { Timeout = 30_000 });
        using var gone = await _board.Arena.Http.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Empty(_board.Complaints);
    }

    // As someone at this machine who gave it before: the name that is kept with the check.
    private static async Task GiveNameAsync(IPage page)
    {
        await page.EvaluateAsync("""
            () => {
              localStorage.setItem('arena.who', 'Kim');
              localStorage.setItem('arena.session', JSON.stringify({ name: null, role: null, rights: ['view', 'act'], until: null, here: true }));
            }
            """);
        await page.ReloadAsync();
    }

    // The one check there is, once ingest has it so.
    private async Task<JsonElement> CheckAsync(Func<JsonElement, bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var checks = (await _board.Arena.Http.GetFromJsonAsync<JsonElement>("api/v1/checks", patience.Token)).GetProperty("checks");
            if (checks.GetArrayLength() > 0 && holds(Assert.Single(checks.EnumerateArray())))
                return checks[0];
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    // 2400 × 1200 pixels, with where it was taken in its Exif.
    private static async Task<byte[]> FromACameraAsync(IPage page)
    {
        var drawn = Convert.FromBase64String(await page.EvaluateAsync<string>("""
            () => {
              const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1200 });
              const pen = canvas.getContext('2d');
              for (let i = 0; i < 400; i++) { pen.fillStyle = `hsl(${i * 37} 70% 50%)`; pen.fillRect((i * 97) % 2400, (i * 61) % 1200, 120, 90); }
              return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
            }
            """));
        byte[] exif = [.. "Exif\0\0"u8, .. Encoding.Latin1.GetBytes(Place)];
        return [.. drawn[..2], 0xFF, 0xE1, 0x00, (byte)(exif.Length + 2), .. exif, .. drawn[2..]];
    }

    // From the frame's header (ITU-T T.81, B.2.2).
    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; ; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]))
        {
            if (jpeg[at + 1] is 0xC0 or 0xC2)
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]));
        }
    }
}
