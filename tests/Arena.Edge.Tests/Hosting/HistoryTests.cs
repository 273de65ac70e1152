using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Tests.Site;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

public sealed class HistoryTests : IDisposable
{
    private const string Node = "node-roof";

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task History_live_sampling_and_a_restart_give_series_without_gap_or_overlap()
    {
        string[] history = ["--node", Node, "--history", "0.05", "--mqtt", "127.0.0.1:1"];
        await using (var first = EdgeProcess.Run(_data.Path, history))
        {
            Assert.Equal("arena-edge ready 1 nodes", await first.ReadyAsync());

            // Two batches after history: live samples are among them.
            await first.SealedAsync(_data.Of(Node), OutboxReading.Status(_data.Of(Node)).Sealed + 2);
            Assert.Equal(0, await first.TerminateAsync());
        }

        var before = OutboxReading.Samples(_data.Of(Node)).Max(sample => sample.Time);
        await using (var second = EdgeProcess.Run(_data.Path, history))
        {
            await second.ReadyAsync();
            await second.SealedAsync(_data.Of(Node), OutboxReading.Status(_data.Of(Node)).Sealed + 1);
            Assert.Equal(0, await second.TerminateAsync());
        }

        var every = Venue.Reading.Manifest!.Nodes.Single(node => node.Name == Node).Sensors.Where(sensor => sensor is not HealthPlan)
            .ToLookup(sensor => sensor.Point, sensor => sensor.Every);

        // Registers are read every time; a rate is left out while no pulse tells it, at sunrise for instance.
        var samples = OutboxReading.Samples(_data.Of(Node))
            .Where(sample => every.Contains(sample.Series.Point) && sample.Series.Quantity.Kind == QuantityKind.Counter)
            .ToList();
        Assert.True(samples.Max(sample => sample.Time) > before, "nothing was sampled after the restart");
        foreach (var series in samples.GroupBy(sample => sample.Series.ToString()))
        {
            var times = series.Select(sample => sample.Time).ToList();
            var step = every[series.First().Series.Point].Min();
            Assert.InRange(times.Count, 0.04 * 86_400 / step.TotalSeconds, double.MaxValue);
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(step, Whole(pair.Second - pair.First)));
        }
    }

    // A live reading is dated when it is taken, some ms after it is due.
    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));
}
