using System.Text.Json;
using Arena.Edge.Doctor.Watching;
using Arena.Edge.Hardware.Linux;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Sensors;
using Arena.Edge.Tests.Hardware.Linux;
using Arena.Edge.Tests.Hosting;
using Arena.Edge.Tests.Sensors;
using Arena.Edge.Tests.Site;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Doctor;

public sealed class WatchProcessTests
{
    [Fact]
    public async Task A_point_is_watched_line_by_line_until_it_is_interrupted()
    {
        await using var watch = EdgeProcess.Start("watch", "climate-roof", "--site", Venue.Path, "--hardware", "virtual", "--every", "0.1");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var line = await watch.LineAsync();
            Assert.Matches(@"^20\d\d-\d\d-\d\dT[\d:.]+Z +temperature +-?[\d.]+ Cel +good$", line);
        }

        Assert.Equal(0, await watch.TerminateAsync());
    }

    [Fact]
    public async Task Json_has_an_object_a_line_and_it_ends_after_so_many_readings()
    {
        await using var watch = EdgeProcess.Start("watch", "roof-battery", "--site", Venue.Path, "--hardware", "virtual", "--every", "0.1", "--count", "2", "--json");
        var lines = (await watch.OutputAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal(["time", "point", "quantity", "value", "unit", "quality"], first.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("roof-battery", 0), (first.RootElement.GetProperty("point").GetString(), first.RootElement.GetProperty("quality").GetArrayLength()));
        Assert.Equal(0, (await watch.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Unknown_points_and_another_nodes_are_refused_with_2()
    {
        await using var unknown = EdgeProcess.Start("watch", "nowhere", "--site", Venue.Path, "--hardware", "virtual", "--every", "0");
        var (exitCode, errors) = await unknown.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("nowhere is no point", errors, StringComparison.Ordinal);
        Assert.Contains("--every 0", errors, StringComparison.Ordinal);

        await using var other = EdgeProcess.Start("watch", "climate-roof", "--site", Venue.Path, "--hardware", "virtual", "--node", "node-parking");
        (exitCode, errors) = await other.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("climate-roof is measured by node-roof", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_machine_with_a_worker_it_says_who_reads_the_point()
    {
        using var data = new DataFolder();
        using var held = Arena.Edge.Outbox.OutboxLock.Take(data.Of("node-roof"));
        await using var watch = EdgeProcess.Start("watch", "climate-roof", "--site", Venue.Path, "--hardware", "linux", "--data", data.Path);
        var (exitCode, errors) = await watch.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("node-roof is read by 'arena-edge run'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_the_worker_holds_is_told_as_such()
    {
        using var kernel = new FakeKernel();
        var chip = new FakeChip(kernel, "gpiochip0", SomePlan.Chip) { Holder = $"arena:{SomePlan.Meter.Point}" };
        kernel.Add("gpiochip0", _ => chip);
        chip.Errors.Enqueue(Errno.Busy);
        using var hardware = new LinuxHardware(kernel, kernel.Devices, TimeProvider.System, NullLogger.Instance);
        using var output = new StringWriter();
        var watch = new PointWatch([SomePlan.Meter], hardware, new NodeClock(TimeProvider.System), TimeSpan.FromSeconds(1), new WatchReport(output, asJson: true));
        await watch.RunAsync(times: 1, TestContext.Current.CancellationToken);
        Assert.Equal(0, watch.Read);
        Assert.Contains("That is arena-edge itself", output.ToString(), StringComparison.Ordinal);
    }
}
