using System.Globalization;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>The access list made from the manifest, asked of a real Mosquitto with stock clients.</summary>
public sealed class BrokerAccessTests : IAsyncLifetime
{
    private const string Site = "arena/v1/borlange-energi-arena";

    private readonly RunningArena _arena = new();

    public ValueTask InitializeAsync() => _arena.StartAsync(() => _arena.StartBrokerAsync());

    public ValueTask DisposeAsync() => _arena.DisposeAsync();

    [Fact]
    public async Task A_node_writes_its_own_topics_and_nobody_elses()
    {
        var (own, other) = (RunningArena.NodeNames()[0], RunningArena.NodeNames()[1]);

        await ArrivesAsync(own, $"{Site}/{own}/data");
        await ArrivesAsync(own, $"{Site}/{own}/state");
        await IsRefusedAsync(own, $"{Site}/{other}/data");
        await IsRefusedAsync(own, $"{Site}/{own}/ack");
    }

    [Fact]
    public async Task Ingest_alone_acknowledges()
    {
        var node = RunningArena.NodeNames()[0];

        await ArrivesAsync("ingest", $"{Site}/{node}/ack", reader: node);
        await IsRefusedAsync(null, $"{Site}/{node}/ack");
    }

    [Fact]
    public async Task Without_a_name_one_publishes_data_and_nothing_else()
    {
        var node = RunningArena.NodeNames()[0];

        await ArrivesAsync(null, $"{Site}/{node}/data");
        await IsRefusedAsync(null, $"{Site}/{node}/meta");
        await IsRefusedAsync(null, "other/topic");
    }

    [Fact]
    public async Task A_wrong_password_opens_nothing()
    {
        await using var publisher = ChildProcess.Start(
            "mosquitto_pub", [.. Connection(), "-u", "ingest", "-P", "guessed", "-q", "1", "-t", $"{Site}/{RunningArena.NodeNames()[0]}/ack", "-m", "x"]);

        Assert.NotEqual(0, await publisher.ExitCodeAsync());
        Assert.Contains("not authorised", publisher.Output, StringComparison.OrdinalIgnoreCase);
    }

    // MQTT 5: the PUBACK itself says that it was not authorised.
    private async Task IsRefusedAsync(string? user, string topic)
    {
        await using var publisher = Publish(user, topic);
        await publisher.ExitCodeAsync();
        Assert.Contains("not authorized", publisher.Output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task ArrivesAsync(string? user, string topic, string reader = "ingest")
    {
        // Line by line: its output goes to a pipe, where it would wait in a buffer until it ends.
        await using var subscriber = ChildProcess.Start(
            "stdbuf", ["-oL", "mosquitto_sub", .. Connection(), .. Credentials(reader), "-V", "5", "-d", "-C", "1", "-W", "30", "-t", topic]);
        await subscriber.LineAsync("received SUBACK");
        await using var publisher = Publish(user, topic);

        Assert.Equal(0, await publisher.ExitCodeAsync());
        Assert.DoesNotContain("not authorized", publisher.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await subscriber.ExitCodeAsync());
    }

    private ChildProcess Publish(string? user, string topic) => ChildProcess.Start(
        "mosquitto_pub", [.. Connection(), .. Credentials(user), "-V", "5", "-q", "1", "-t", topic, "-m", "x"]);

    private string[] Connection() => ["-h", "127.0.0.1", "-p", _arena.MqttPort.ToString(CultureInfo.InvariantCulture)];

    private string[] Credentials(string? user) => user is null ? [] : ["-u", user, "-P", _arena.PasswordOf(user)];
}
