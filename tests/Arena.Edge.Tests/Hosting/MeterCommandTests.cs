using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Sensors.Meter;
using Arena.Edge.Tests.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

/// <summary>A dial reading entered beside a running worker, which is then killed.</summary>
public sealed class MeterCommandTests : IDisposable
{
    private const string Node = "node-switchroom";
    private const string Energy = "incomer/active_energy_import";

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_running_worker_takes_a_dial_reading_over_and_a_kill_makes_it_neither_twice_nor_undone()
    {
        await using (var edge = EdgeProcess.Run(_data.Path, "--node", Node, "--mqtt", "127.0.0.1:1"))
        {
            await edge.ReadyAsync();
            await SampleAsync(_ => true);
            await using (var meter = Meter("--reading", "1234.5", "--by", "Anna"))
            {
                var (exitCode, errors) = await meter.EndAsync();
                Assert.True(exitCode == 0, errors);
            }

            await SampleAsync(sample => sample.Quality.HasFlag(Quality.Aligned));
            await edge.KillAsync();
        }

        var before = Samples();
        await using (var again = EdgeProcess.Run(_data.Path, "--node", Node, "--mqtt", "127.0.0.1:1"))
        {
            await SampleAsync(sample => sample.Time > before[^1].Time);
            await again.KillAsync();
        }

        var after = Samples();
        var step = Assert.Single(after, sample => sample.Quality.HasFlag(Quality.Aligned));
        Assert.InRange(step.Value, 1_234_500, 1_240_000);
        var since = after.Where(sample => sample.Time >= step.Time).Select(sample => sample.Value).ToList();
        Assert.Equal(since.Order(), since);
        Assert.InRange(since[^1], step.Value, step.Value + 5_000);
        Assert.Equal([DialCause.Begun, DialCause.Read], new DialBook(_data.Of(Node)).Of(Energy).Select(reading => reading.Cause));

        await using var back = Meter("--reading", "1200.0", "--by", "Bo");
        var (refused, reason) = await back.EndAsync();
        Assert.Equal(2, refused);
        Assert.Contains("can't go back", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_calibrates_while_a_worker_reads_the_node()
    {
        await using var edge = EdgeProcess.Run(_data.Path, "--node", "node-clubhouse", "--mqtt", "127.0.0.1:1");
        await edge.ReadyAsync();
        await using var calibrate = EdgeProcess.Start(
            "calibrate", "kitchen-dishwasher", "--site", Venue.Path, "--data", _data.Path, "--by", "Anna", "--known", "2", "--hardware", "virtual");
        var (exitCode, errors) = await calibrate.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("sudo systemctl stop arena-edge", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incomer", "--quantity active_energy_import")]
    [InlineData("kitchen-main", "no such meter with a 'display'")]
    public async Task A_meter_that_is_not_meant_is_named(string point, string reason)
    {
        await using var meter = EdgeProcess.Start("meter", point, "--site", Venue.Path, "--data", _data.Path);
        var (exitCode, errors) = await meter.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    private EdgeProcess Meter(params string[] more) =>
        EdgeProcess.Start(["meter", "incomer", "--site", Venue.Path, "--data", _data.Path, "--quantity", "active_energy_import", .. more]);

    private List<Sample> Samples() => [.. OutboxReading.Samples(_data.Of(Node)).Where(sample => sample.Series.ToString() == Energy)];

    private async Task SampleAsync(Func<Sample, bool> fits)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120), TimeProvider.System);
        while (!Samples().Any(fits))
        {
            Assert.False(patience.IsCancellationRequested, "the worker has not sealed such a reading in two minutes");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
