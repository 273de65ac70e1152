using Arena.Benchmarks.EndToEnd;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Site;
using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Edge;

/// <summary>What the emulated venue and the drivers over it cost by themselves: the share of the worker's figures that on a Pi is wires instead.</summary>
internal static class PlayedHour
{
    private const int Days = 2;

    /// <summary>Processor seconds of the readings of an hour: model, emulated chips and drivers, without outbox and uplink.</summary>
    public static async Task<double> CpuSAsync(string folder, CancellationToken cancellationToken)
    {
        await PlayAsync(folder, TimeSpan.FromHours(6), cancellationToken);
        var before = ProcessorTime.Of(Environment.ProcessId);
        await PlayAsync(folder, TimeSpan.FromDays(Days), cancellationToken);
        return (ProcessorTime.Of(Environment.ProcessId) - before) / (Days * 24);
    }

    private static async Task PlayAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        const string Node = "node-played";
        var file = Path.Combine(folder, "played.yaml");
        await File.WriteAllTextAsync(file, EdgeSite.Of(Node), cancellationToken);
        var site = SiteReader.ReadFile(file).Manifest ?? throw new InvalidOperationException("the bench's own manifest has faults");
        var node = site.Nodes.Single();
        var clock = new NodeClock(TimeProvider.System);
        using var hardware = new VirtualVenue(site, seed: 1).HardwareFor(node, clock);
        using var sampler = new NodeSampler(node, hardware, new Nowhere(), clock, folder, NullLoggerFactory.Instance);
        var to = clock.LiveNow;
        await sampler.PlayAsync(to - length, to, _ => ValueTask.CompletedTask, cancellationToken);
    }

    private sealed class Nowhere : ISampleSink
    {
        public long WaitingBatches => 0;

        public void Add(in Sample sample)
        {
        }

        public void AddRegister(in Sample sample)
        {
        }

        public double? RegisterOf(SeriesName series) => null;

        public void Declare(Gap gap)
        {
        }
    }
}
