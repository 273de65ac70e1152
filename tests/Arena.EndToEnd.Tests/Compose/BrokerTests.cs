using System.Globalization;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>The broker of docker-compose.yml: its own start command and health check, over the files that <c>arena-ingest access</c> makes, with a real Mosquitto.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private static readonly ComposeService Service = ComposeFile.Ours.Service("mosquitto");

    private readonly TempFolder _folder = new();
    private readonly string _port = Ports.Free().ToString(CultureInfo.InvariantCulture);
    private ChildProcess? _broker;

    private string Secrets => _folder.Child("compose");

    private string Data => _folder.Child("data");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        await using var access = ChildProcess.StartArena(
            "ingest/Arena.Ingest", "arena-ingest", "access", "--site", Path.Combine(Repository.Root, "hardware/sites/borlange-energi-arena.yaml"),
            "--out", Secrets, "--seen-as", Data, "--address", "127.0.0.1", "--port", _port);
        Assert.True(await access.ExitCodeAsync() == 0, access.Output);
        if (Environment.UserName == "root")
            await File.AppendAllTextAsync(Path.Combine(Secrets, "mosquitto.conf"), "user root\n");
        _broker = Shell(Service.List("entrypoint")[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_starts_without_a_word_of_warning()
    {
        await RunningAsync();

        var said = _broker!.Output.Split('\n').Where(line => !line.Contains("run as root", StringComparison.Ordinal));
        Assert.All(said, line => Assert.DoesNotMatch("(?i)warning|error", line));
    }

    [Fact]
    public async Task Its_passwords_can_be_read_by_nobody_else()
    {
        await RunningAsync();

        Assert.All((string[])["passwd", "acl", "mosquitto.conf"], file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Data, file))));
    }

    [Fact]
    public async Task It_is_healthy_while_it_answers_and_refuses_strangers()
    {
        var test = (List<object>)Service.Map("healthcheck")!["test"];
        Assert.Equal("CMD-SHELL", test[0]);
        var command = ((string)test[1]).Replace("-h 127.0.0.1", $"-h 127.0.0.1 -p {_port}", StringComparison.Ordinal);
        await RunningAsync();

        Assert.Equal(0, await EndOfAsync(command));
        await _broker!.TerminateAsync();
        Assert.NotEqual(0, await EndOfAsync(command));
    }

    [Fact]
    public async Task A_node_comes_in_with_its_password_and_nobody_without_one()
    {
        const string Node = "node-switchroom";
        var password = await File.ReadAllTextAsync(Path.Combine(Secrets, "secrets", Node + ".mqtt"), TestContext.Current.CancellationToken);
        var publish = $"mosquitto_pub -h 127.0.0.1 -p {_port} -q 1 -t arena/v1/borlange-energi-arena/{Node}/data -m x";
        await RunningAsync();

        Assert.Equal(0, await EndOfAsync($"{publish} -u {Node} -P '{password}'"));
        Assert.NotEqual(0, await EndOfAsync(publish));
        Assert.NotEqual(0, await EndOfAsync($"{publish} -u {Node} -P guessed"));
    }

    private Task<string> RunningAsync() => _broker!.LineAsync(" running");

    /// <summary>A shell command of the Compose file, in this machine's folders instead of the container's.</summary>
    private ChildProcess Shell(string command) => ChildProcess.Start(
        "/bin/sh",
        ["-euc", "PATH=$PATH:/usr/sbin; " + command
            .Replace("$$", "$", StringComparison.Ordinal)
            .Replace("/run/secrets/", Secrets + "/", StringComparison.Ordinal)
            .Replace("/mosquitto/data", Data, StringComparison.Ordinal)]);

    private async Task<int> EndOfAsync(string command)
    {
        await using var shell = Shell("set +e; " + command);
        return await shell.ExitCodeAsync();
    }
}
