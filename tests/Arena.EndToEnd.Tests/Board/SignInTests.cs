using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>From the first administrator's link on the command line to a PIN on a shared phone: real ingest with TLS of its own, real Chromium.</summary>
public sealed partial class SignInTests : IAsyncLifetime
{
    private readonly RunningArena _arena = new();
    private readonly int _port = Ports.Free();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private string Board => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{_port}");

    public async ValueTask InitializeAsync()
    {
        var board = Path.Combine(Repository.Root, "dashboards", "board", "dist");
        Assert.True(File.Exists(Path.Combine(board, "index.html")), "the board is not built: ./arena test builds it");
        var (certificate, key) = MakeCertificate();
        await _arena.StartAsync(async () =>
        {
            await _arena.StartBrokerAsync();
            // The browser is at this machine too: it must sign in as one elsewhere would.
            await _arena.StartIngestAsync(
                "--board", board, "--https-port", _port.ToString(CultureInfo.InvariantCulture), "--https-certificate", certificate, "--https-key", key, "--sign-in", "always");
        });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _arena.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_signs_in_by_the_first_link_invites_an_operator_who_then_takes_a_shared_phone_by_PIN()
    {
        var desk = await PageAsync(1280, 900);
        await desk.GotoAsync(await FirstLinkAsync());
        await Assertions.Expect(desk).ToHaveURLAsync($"{Board}/#page=sign-in");
        await desk.GetByTestId("use-link").ClickAsync();
        await Assertions.Expect(desk.GetByTestId("who")).ToHaveTextAsync("Alex");
        Assert.Equal(0, await desk.EvaluateAsync<int>("document.cookie.length"));
        var cookie = Assert.Single(await desk.Context.CookiesAsync(), cookie => cookie.Name == "arena");
        Assert.Equal((true, true, SameSiteAttribute.Strict), (cookie.HttpOnly, cookie.Secure, cookie.SameSite));

        await desk.GotoAsync($"{Board}/#page=people");
        await desk.GetByTestId("invite-name").FillAsync("Kim Ek");
        await desk.GetByTestId("invite").ClickAsync();
        var link = await desk.GetByTestId("invitation-link").InputValueAsync();
        await Assertions.Expect(desk.GetByTestId("invitation").Locator("img")).ToBeVisibleAsync();
        Assert.True(await desk.EvaluateAsync<bool>("document.querySelector('[data-testid=invitation] img').naturalWidth > 0"));

        var phone = await PageAsync(390, 844);
        await phone.GotoAsync(link);
        await phone.GetByTestId("use-link").ClickAsync();
        await Assertions.Expect(phone.GetByTestId("who")).ToHaveTextAsync("Kim Ek");
        await phone.GetByTestId("set-pin").ClickAsync();
        await TypeAsync(phone, "370916");
        await TypeAsync(phone, "370916");
        await Assertions.Expect(phone.GetByText("Du har en PIN-kod.")).ToBeVisibleAsync();
        await phone.GetByTestId("phone-name").FillAsync("Väska 1");
        await phone.GetByText("Gör till delad telefon").ClickAsync();

        await Assertions.Expect(phone.GetByTestId("who")).ToHaveTextAsync("Logga in");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Kim Ek" }).ClickAsync();
        var key = (await phone.GetByTestId("pin-pad").GetByText("5", new() { Exact = true }).BoundingBoxAsync())!;
        Assert.True(key is { Width: >= 48, Height: >= 48 }, $"a key is {key.Width} x {key.Height}");
        await TypeAsync(phone, "370917");
        await Assertions.Expect(phone.GetByRole(AriaRole.Alert)).ToContainTextAsync("Fel PIN-kod");
        await TypeAsync(phone, "370916");
        await Assertions.Expect(phone.GetByTestId("who")).ToHaveTextAsync("Kim Ek");
        Assert.True(await phone.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));

        await desk.GotoAsync($"{Board}/#page=live");
        await desk.GotoAsync($"{Board}/#page=people");
        await desk.Locator("[data-person='Kim Ek']").GetByRole(AriaRole.Button, new() { Name = "Spärra" }).ClickAsync();
        await Assertions.Expect(desk.Locator("[data-person='Kim Ek']")).ToContainTextAsync("spärrad");
        await phone.ReloadAsync();
        await Assertions.Expect(phone.GetByTestId("who")).ToHaveTextAsync("Logga in");
    }

    private static async Task TypeAsync(IPage page, string pin)
    {
        var pad = page.GetByTestId("pin-pad");
        await Assertions.Expect(pad.GetByText("1", new() { Exact = true })).ToBeEnabledAsync();
        foreach (var digit in pin)
            await pad.GetByText(digit.ToString(), new() { Exact = true }).ClickAsync();
    }

    private async Task<string> FirstLinkAsync()
    {
        await using var invite = ChildProcess.StartArena("ingest/Arena.Ingest", "arena-ingest", ["people", "invite", "Alex", "--role", "admin", "--data", _arena.IngestData, "--board-address", Board]);
        var line = await invite.LineAsync("link=");
        return LinkPattern().Match(line).Value;
    }

    private async Task<IPage> PageAsync(int width, int height)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { IgnoreHTTPSErrors = true, ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "sv-SE" });
        return await context.NewPageAsync();
    }

    private (string Certificate, string Key) MakeCertificate()
    {
        var (certificate, key) = (_arena.Child("board.pem"), _arena.Child("board.key"));
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", pair, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
        return (certificate, key);
    }

    [GeneratedRegex("https://\\S+")]
    private static partial Regex LinkPattern();
}
