using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.FrontDoor;

/// <summary><c>./arena up</c> as a user runs it.</summary>
public sealed class UpTests
{
    private static readonly string Door = Path.Combine(Repository.Root, "arena");

    [Fact]
    public async Task It_is_ready_with_a_day_of_history_and_ends_without_leaving_anything_behind()
    {
        using var folder = new TempFolder();
        var (http, mqtt, https) = (Ports.Free(), Ports.Free(), Ports.Free());
        var certificate = new BoardCertificate(folder.Child("board"));
        await using var up = ChildProcess.Start(
            Door, ["up", "--http", Text(http), "--mqtt", Text(mqtt), "--data", folder.Child("data"), "--history", "1", "--https", Text(https), certificate.Certificate, certificate.Key], Repository.Root);
        var ready = await up.LineAsync("Arena is ready:", TimeSpan.FromMinutes(5));
        Assert.Contains($"http://127.0.0.1:{http}", ready, StringComparison.Ordinal);

        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}/") };
        var summary = await client.GetFromJsonAsync<JsonElement>("api/v1/summary");
        Assert.True(summary.GetProperty("active_power_w").GetDouble() > 0);
        Assert.Equal(summary.GetProperty("nodes").GetProperty("total").GetInt32(), summary.GetProperty("nodes").GetProperty("online").GetInt32());
        Assert.True(await HoursWithSamplesAsync(client) >= 23);
        using var phone = certificate.Trusting();
        Assert.Contains("<html", await phone.GetStringAsync(new Uri($"https://127.0.0.1:{https}/")), StringComparison.Ordinal);

        Assert.Equal(0, await up.TerminateAsync());
        Assert.True(IsFree(http) && IsFree(mqtt) && IsFree(https), "a part still listens");
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        using var folder = new TempFolder();
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        var port = Text(((IPEndPoint)occupied.LocalEndpoint).Port);

        await using var up = ChildProcess.Start(Door, ["up", "--http", port, "--data", folder.Path], Repository.Root);
        Assert.NotEqual(0, await up.ExitCodeAsync());
        Assert.Equal($"arena: port {port} is in use by another program: choose another with --http PORT.", up.Output);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_said_in_one_line()
    {
        await using var up = ChildProcess.Start(
            Door, ["up", "--http", Text(Ports.Free()), "--mqtt", Text(Ports.Free()), "--data", "/proc/arena"], Repository.Root);

        Assert.NotEqual(0, await up.ExitCodeAsync());
        Assert.Equal("arena: /proc/arena can't be written: choose another folder with --data DIR.", up.Output);
    }

    [Fact]
    public async Task A_missing_package_without_root_is_said_in_one_line()
    {
        // As nobody, in a mount namespace of its own where an empty folder lies over /usr/sbin, and with it over Mosquitto.
        Assert.SkipUnless(Environment.UserName == "root", "needs root to become nobody");
        using var folder = new TempFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        var hide = "mount --bind \"$1\" /usr/sbin && exec setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=\"$1\" \"$0\" up --http \"$2\" --mqtt \"$3\" --data \"$1/data\"";

        await using var up = ChildProcess.Start(
            "/usr/bin/unshare", ["--mount", "bash", "-c", hide, Door, folder.Path, Text(Ports.Free()), Text(Ports.Free())], Repository.Root);
        var code = await up.ExitCodeAsync();
        Assert.SkipWhen(up.Output.Contains("unshare failed", StringComparison.Ordinal), "this machine allows no mount namespace");
        Assert.NotEqual(0, code);
        Assert.Equal("arena: missing: mosquitto. Installing needs root: run 'sudo apt-get install mosquitto', then try again.", up.Output);
    }

    [Fact]
    public async Task An_unknown_option_is_said_in_one_line()
    {
        await using var up = ChildProcess.Start(Door, ["up", "--hurry"], Repository.Root);

        Assert.NotEqual(0, await up.ExitCodeAsync());
        Assert.Equal("arena: up: unknown option --hurry; './arena help' shows the options.", up.Output);
    }

    private static async Task<int> HoursWithSamplesAsync(HttpClient client)
    {
        var points = await client.GetFromJsonAsync<JsonElement>("api/v1/points");
        var incomer = points.GetProperty("points").EnumerateArray().First(point => point.GetProperty("group").GetString() == "incomer").GetProperty("point").GetString();
        var answer = await client.GetFromJsonAsync<JsonElement>($"api/v1/samples?point={incomer}&quantity=active_power&every=1h&agg=count");
        return answer.GetProperty("series")[0].GetProperty("samples").GetArrayLength();
    }

    private static bool IsFree(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
