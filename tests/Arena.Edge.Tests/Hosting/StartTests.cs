using System.CommandLine;
using Arena.Edge.Hosting;
using Arena.Edge.Outbox;
using Arena.Edge.Tests.Site;
using Arena.Edge.Time;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Good_options_are_taken()
    {
        File.WriteAllText(Path.Combine(_data.Path, "node-roof.mqtt"), "secret\n");
        var options = Read(out var faults, "--site", Venue.Path, "--data", _data.Of("edge"), "--mqtt", "broker", "--node", "node-roof",
            "--hardware", "virtual", "--seed", "-3", "--history", "1.5", "--speed", "1000", "--secrets", _data.Path);
        Assert.Empty(faults);
        Assert.Equal(("broker", 1883), (options!.Broker.Host, options.Broker.Port));
        Assert.Equal("node-roof", Assert.Single(options.Nodes).Name);
        Assert.Equal("secret", options.Passwords["node-roof"]);
        Assert.Equal((-3, 36, 1000.0), (options.Seed, (int)options.History.TotalHours, options.Speed));
    }

    [Fact]
    public void How_long_confirmed_batches_are_kept_can_be_set()
    {
        string[] needed = ["--site", Venue.Path, "--data", _data.Path, "--mqtt", "127.0.0.1:1", "--node", "node-roof", "--hardware", "virtual"];
        Assert.Equal(new OutboxOptions(), Read(out _, needed)!.Outbox);
        var kept = Read(out _, [.. needed, "--keep-days", "0.5", "--keep-mb", "40"])!.Outbox;
        Assert.Equal((12, 40_000_000), (kept.KeepAcknowledged.TotalHours, kept.KeepAcknowledgedBytes));
    }

    [Fact]
    public void All_means_every_node_of_the_manifest()
    {
        var options = Read(out _, "--site", Venue.Path, "--data", _data.Path, "--mqtt", "127.0.0.1:1", "--all", "--hardware", "virtual");
        Assert.Equal(Venue.Reading.Manifest!.Nodes.Count, options!.Nodes.Count);
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_its_fix()
    {
        var options = Read(out var faults, "--site", "missing.yaml", "--data", "/proc/arena", "--mqtt", "a:b:c", "--node", "x", "--all", "--hardware", "dos",
            "--clock", "sundial", "--seed", "z", "--history", "-1", "--speed", "0", "--keep-days", "-1", "--keep-mb", "all", "--tls-ca", "missing.pem", "--tls-cert", "missing.pem", "--mqtt-driver", "pigeon");
        Assert.Null(options);
        foreach (var option in (string[])["--data /proc/arena", "--mqtt a:b:c", "--node and --all", "--hardware dos", "--clock sundial", "--seed z", "--history -1", "--speed 0", "--keep-days -1", "--keep-mb all", "--tls-ca missing.pem", "--tls-key", "--mqtt-driver pigeon", "missing.yaml:1:1"])
            Assert.Contains(faults, fault => fault.Contains(option, StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_with_hardware_is_one_node_and_has_no_past_to_play()
    {
        string[] rest = ["--site", Venue.Path, "--data", _data.Path, "--mqtt", "127.0.0.1", "--hardware", "linux"];
        Assert.Equal(HardwareDriver.Linux, Read(out _, [.. rest, "--node", "node-roof"])!.Hardware);

        Read(out var faults, [.. rest, "--all", "--history", "1"]);
        Assert.Equal(2, faults.Count);
        Assert.Contains("--all with --hardware linux", faults[0], StringComparison.Ordinal);
        Assert.Contains("--history 1", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Read(out var faults);
        foreach (var option in (string[])["--site", "--data", "--mqtt", "--hardware", "--node or --all"])
            Assert.Contains(faults, fault => fault.StartsWith($"{option} is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_node_is_answered_with_the_known_ones()
    {
        Read(out var faults, "--site", Venue.Path, "--data", _data.Path, "--mqtt", "127.0.0.1", "--node", "roof", "--hardware", "virtual");
        Assert.Contains("node-roof", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_without_its_password_file_does_not_start()
    {
        Read(out var faults, "--site", Venue.Path, "--data", _data.Path, "--mqtt", "127.0.0.1", "--node", "node-roof", "--hardware", "virtual", "--secrets", _data.Path);
        Assert.Contains("node-roof.mqtt", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void The_room_of_an_outbox_is_given_in_megabytes_and_checked()
    {
        string[] good = ["--site", Venue.Path, "--data", _data.Path, "--mqtt", "127.0.0.1", "--node", "node-roof", "--hardware", "virtual"];
        var given = Read(out _, [.. good, "--outbox-mb", "24", "--min-free-mb", "0"]);
        Assert.Equal((24_000_000, 0), (given!.Outbox.MaxFileBytes, given.Outbox.MinFreeBytes));
        Assert.Equal((8_000_000_000, 200_000_000), Read(out _, good) is { Outbox: var usual } ? (usual.MaxFileBytes, usual.MinFreeBytes) : default);

        Read(out var faults, [.. good, "--outbox-mb", "0", "--min-free-mb", "much"]);
        Assert.Equal(2, faults.Count);
        Assert.Contains("--outbox-mb 0", faults[0], StringComparison.Ordinal);
        Assert.Contains("--min-free-mb much", faults[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernel", ClockTrust.Kernel)]
    [InlineData("trusted", ClockTrust.Trusted)]
    [InlineData(null, ClockTrust.Kernel)]
    public void The_kernel_is_asked_about_the_clock_unless_the_operator_vouches_for_it(string? given, object expected)
    {
        string[] rest = ["--site", Venue.Path, "--data", _data.Path, "--mqtt", "127.0.0.1", "--node", "node-roof", "--hardware", "virtual"];
        var options = Read(out _, given is null ? rest : [.. rest, "--clock", given]);
        Assert.Equal(expected, options!.Clock);
    }

    [Theory]
    [InlineData("broker", "broker", 1883)]
    [InlineData("broker:1884", "broker", 1884)]
    [InlineData("[::1]:1884", "::1", 1884)]
    [InlineData("[::1]", "::1", 1883)]
    public void Addresses_are_read(string text, string host, int port)
    {
        Assert.True(BrokerAddress.TryParse(text, 1883, out var readHost, out var readPort));
        Assert.Equal((host, port), (readHost, readPort));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1883")]
    [InlineData("broker:")]
    [InlineData("broker:0")]
    [InlineData("broker:65536")]
    [InlineData("broker:-1")]
    [InlineData("::1")]
    [InlineData("[]:1")]
    [InlineData("a b:1")]
    [InlineData("x[::1]:5")]
    public void What_is_no_address_is_refused(string text) => Assert.False(BrokerAddress.TryParse(text, 1883, out _, out _), text);

    [Fact]
    public async Task The_process_tells_every_fault_on_stderr_and_exits_with_2()
    {
        await using var edge = EdgeProcess.Start("run", "--site", Venue.Path, "--hardware", "virtual", "--seed", "x");
        var (exitCode, errors) = await edge.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Equal(4, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_unknown_option_exits_with_2()
    {
        await using var edge = EdgeProcess.Start("run", "--colour", "blue");
        var (exitCode, errors) = await edge.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("--colour", errors, StringComparison.Ordinal);
    }

    private static RunOptions? Read(out IReadOnlyList<string> faults, params string[] arguments)
    {
        var settings = new RunSettings();
        var command = new RootCommand();
        foreach (var option in settings.InOrder) command.Options.Add(option);
        return new RunOptionsReader(settings, command.Parse(arguments)).Read(out faults);
    }
}
