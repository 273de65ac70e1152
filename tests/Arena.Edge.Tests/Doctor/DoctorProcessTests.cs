using System.Globalization;
using System.Text.Json;
using Arena.Edge.Tests.Hosting;
using Arena.Edge.Tests.Site;
using Xunit;

namespace Arena.Edge.Tests.Doctor;

/// <summary>The real program as a child.</summary>
public sealed class DoctorProcessTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Without_any_configuration_it_looks_at_the_machine_alone_and_says_what_it_left_out()
    {
        var (json, _) = await DoctorAsync(_ => true);
        using (json)
        {
            Assert.Equal(
                ["system", "supply", "processor", "memory", "card", "clock", "wifi", "gpio", "i2c"],
                json.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("check").GetString()));
            Assert.Equal(3, json.RootElement.GetProperty("left_out").GetArrayLength());
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("node").ValueKind);
        }
    }

    [Fact]
    public async Task On_the_emulated_venue_all_is_well_and_ends_with_0()
    {
        var (json, errors) = await DoctorAsync(code => code == 0, "--site", Venue.Path, "--node", "node-roof", "--hardware", "virtual", "--data", _data.Path);
        using (json)
        {
            Assert.Equal("ok", StatusOf(json, "line solar-south-west/s0"));
            Assert.Equal("ok", StatusOf(json, "chip MCP9808 0x18 on bus 1"));
            Assert.Equal("ok", StatusOf(json, "reading climate-roof/temperature"));
            Assert.Equal("ok", StatusOf(json, "reading roof-battery/dc"));
            Assert.Equal("skipped", StatusOf(json, "outbox"));
            Assert.Contains("arena-edge doctor: reading climate-roof/temperature", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Beside_a_working_worker_nothing_is_read_twice_and_a_dead_broker_ends_with_1()
    {
        await using var edge = EdgeProcess.Run(_data.Path, "--node", "node-roof", "--mqtt", "127.0.0.1:1");
        await edge.ReadyAsync();
        var (json, _) = await DoctorAsync(code => code == 1, "--site", Venue.Path, "--node", "node-roof", "--hardware", "virtual", "--data", _data.Path, "--mqtt", "127.0.0.1:1");
        using (json)
        {
            Assert.Contains("works as node-roof (process ", Sentence(json, "worker"), StringComparison.Ordinal);
            Assert.Equal("skipped", StatusOf(json, "reading climate-roof/temperature"));
            Assert.Equal("ok", StatusOf(json, "outbox"));
            Assert.Equal("failed", StatusOf(json, "broker-port"));
            Assert.Equal("skipped", StatusOf(json, "broker-login"));
            Assert.Equal("failed", json.RootElement.GetProperty("result").GetString());
        }

        Assert.Equal(0, await edge.TerminateAsync());
    }

    [Fact]
    public async Task A_node_logs_in_with_its_secret_which_is_shown_nowhere()
    {
        await using var broker = await BrokerCheckTests.WithPasswordAsync();
        var secrets = Directory.CreateDirectory(_data.Of("secrets")).FullName;
        string[] options = ["--site", Venue.Path, "--node", "node-roof", "--hardware", "virtual", "--mqtt", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{broker.Port}"), "--secrets", secrets];

        var (missing, _) = await DoctorAsync(code => code == 1, options);
        using (missing) Assert.Equal("failed", StatusOf(missing, "secrets"));

        await File.WriteAllTextAsync(Path.Combine(secrets, "node-roof.mqtt"), $"{BrokerCheckTests.Password}\n", TestContext.Current.CancellationToken);
        var (json, errors) = await DoctorAsync(code => code == 0, options);
        using (json)
        {
            Assert.Equal(("ok", "warning"), (StatusOf(json, "broker-login"), StatusOf(json, "ingest")));
            Assert.DoesNotContain(BrokerCheckTests.Password, json.RootElement.GetRawText() + errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_manifest_with_faults_is_a_finding()
    {
        var broken = _data.Of("broken.yaml");
        await File.WriteAllTextAsync(broken, "site: x\n", TestContext.Current.CancellationToken);
        var (json, _) = await DoctorAsync(code => code == 1, "--site", broken);
        using (json) Assert.Equal("failed", StatusOf(json, "manifest"));
    }

    [Fact]
    public async Task Options_that_make_no_sense_end_with_2_and_every_fault()
    {
        await using var doctor = EdgeProcess.Start("doctor", "--site", Venue.Path, "--hardware", "dos", "--mqtt", "a:b:c");
        var (exitCode, errors) = await doctor.EndAsync();
        Assert.Equal(2, exitCode);
        foreach (var option in (string[])["--node is missing", "--hardware dos", "--mqtt a:b:c"]) Assert.Contains(option, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_is_for_people_and_has_dumps_only_when_asked_for()
    {
        await using var plain = EdgeProcess.Start("doctor");
        var text = await plain.OutputAsync();
        Assert.StartsWith("arena-edge doctor, this machine", text, StringComparison.Ordinal);
        Assert.DoesNotContain("         | ", text, StringComparison.Ordinal);
        Assert.Contains("left out: ", text, StringComparison.Ordinal);
        await using var dumped = EdgeProcess.Start("doctor", "--dump");
        Assert.Contains("         | ", await dumped.OutputAsync(), StringComparison.Ordinal);
    }

    private static async Task<(JsonDocument Json, string Errors)> DoctorAsync(Func<int, bool> ends, params string[] options)
    {
        await using var doctor = EdgeProcess.Start(["doctor", "--json", .. options]);
        var output = await doctor.OutputAsync();
        var (exitCode, errors) = await doctor.EndAsync();
        Assert.True(ends(exitCode), $"doctor ended with {exitCode}: {output}{errors}");
        return (JsonDocument.Parse(output), errors);
    }

    private static string? StatusOf(JsonDocument json, string check) => Member(json, check, "status");

    private static string? Sentence(JsonDocument json, string check) => Member(json, check, "sentence");

    private static string? Member(JsonDocument json, string check, string member) => json.RootElement.GetProperty("checks").EnumerateArray()
        .Single(one => one.GetProperty("check").GetString() == check).GetProperty(member).GetString();
}
