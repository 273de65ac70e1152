using System.Diagnostics;
using System.Text;
using Arena.EndToEnd.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>
/// Who gets into Grafana without a password: nobody, but for one dashboard that was shared by dashboards/grafana/screen.sh. The script runs against a stand-in that
/// answers as Grafana's documentation of its API for shared dashboards says, and refuses everything else; Grafana itself is in no package of Debian's.
/// </summary>
public sealed class PublicScreenTests
{
    private const string Password = "right \"quoted\" password";

    [Fact]
    [Trait("Category", "Check")]
    public void Nobody_gets_in_without_a_password_and_nothing_is_shared_unless_asked_for()
    {
        var settings = ComposeFile.Ours.Service("grafana").Environment;

        Assert.Equal("false", settings["GF_AUTH_ANONYMOUS_ENABLED"]);
        Assert.Equal("false", settings["GF_USERS_ALLOW_SIGN_UP"]);
        Assert.Equal("${ARENA_SCREEN:-false}", settings["GF_PUBLIC_DASHBOARDS_ENABLED"]);
        Assert.Equal(ComposeFile.Ours.Service("grafana").Image, ComposeFile.Ours.Service("screen").Image);
    }

    [Fact]
    public async Task A_dashboard_that_is_not_shared_yet_is_shared_with_its_limits()
    {
        await using var grafana = await StandIn.StartAsync(shared: false);

        var (code, output) = await grafana.RunScriptAsync();

        Assert.Equal((0, "Klimat is shared: https://arena.example/public-dashboards/5c948bf96e6a4b13bd91975f9a2028b7"), (code, output));
        Assert.Equal(["GET", "POST {\"isEnabled\":true,\"timeSelectionEnabled\":false,\"annotationsEnabled\":false,\"share\":\"public\"}"], grafana.Asked);
    }

    [Fact]
    public async Task A_dashboard_that_is_shared_already_keeps_its_address_and_gets_its_limits_again()
    {
        await using var grafana = await StandIn.StartAsync(shared: true);

        var (code, output) = await grafana.RunScriptAsync();

        Assert.Equal((0, "Klimat is shared: https://arena.example/public-dashboards/5c948bf96e6a4b13bd91975f9a2028b7"), (code, output));
        Assert.Equal(["GET", "PATCH {\"isEnabled\":true,\"timeSelectionEnabled\":false,\"annotationsEnabled\":false,\"share\":\"public\"}"], grafana.Asked);
    }

    [Fact]
    public async Task A_refusal_is_told_with_the_fix()
    {
        await using var grafana = await StandIn.StartAsync(shared: false);

        var (code, output) = await grafana.RunScriptAsync(password: "wrong");

        Assert.Equal(1, code);
        Assert.Contains("Klimat is not shared", output, StringComparison.Ordinal);
        Assert.Contains("401", output, StringComparison.Ordinal);
        Assert.Contains("ARENA_SCREEN=true", output, StringComparison.Ordinal);
    }

    private sealed class StandIn(WebApplication server) : IAsyncDisposable
    {
        private const string Path = "/api/dashboards/uid/arena-klimat/public-dashboards";
        private const string Shared = """{"uid":"cd56d9fd","dashboardUid":"arena-klimat","accessToken":"5c948bf96e6a4b13bd91975f9a2028b7","isEnabled":true}""";

        public List<string> Asked { get; } = [];

        public static async Task<StandIn> StartAsync(bool shared)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var standIn = new StandIn(builder.Build());
            standIn.Answer(shared);
            await standIn.Server.StartAsync();
            return standIn;
        }

        private WebApplication Server => server;

        public async Task<(int Code, string Output)> RunScriptAsync(string password = Password)
        {
            var start = new ProcessStartInfo("bash", [System.IO.Path.Combine(Repository.Root, "dashboards/grafana/screen.sh")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["ARENA_GRAFANA"] = server.Urls.Single();
            start.Environment["ARENA_GRAFANA_URL"] = "https://arena.example/";
            start.Environment["ARENA_GRAFANA_ADMIN_PASSWORD"] = password;
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, (await output + await errors).Trim());
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();

        private void Answer(bool shared) => server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Asked.Add($"{context.Request.Method} {await reader.ReadToEndAsync()}".TrimEnd());
            var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"arena:{Password}"));
            var (code, body) = (context.Request.Method, (string?)context.Request.Path) switch
            {
                _ when context.Request.Headers.Authorization != expected => (401, """{"message":"Invalid username or password"}"""),
                ("GET", Path) => shared ? (200, Shared) : (404, """{"message":"Public dashboard not found"}"""),
                ("POST", Path) when !shared => (200, Shared),
                ("PATCH", Path + "/cd56d9fd") when shared => (200, Shared),
                _ => (500, "{}"),
            };
            context.Response.StatusCode = code;
            await context.Response.WriteAsync(body);
        });
    }
}
