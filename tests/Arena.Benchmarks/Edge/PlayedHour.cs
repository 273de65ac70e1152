using Arena.Benchmarks.EndToEnd;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Site;
using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Edge;

/// <summary>The emulated venue and the drivers over it by themselves.</summary>
/// <param name="CpuS">Processor seconds of the readings of an hour: model, emulated chips and drivers, without outbox and uplink; on a Pi, wires take the venue's place.</param>
/// <param name="Pulses">Pulses of the last hour, by point: of a meter, and openings of a lid.</param>
internal sealed record PlayedHour(double CpuS, IReadOnlyDictionary<string, double> Pulses)
{
    private const int Days = 2;

    public static async Task<PlayedHour> PlayAsync(string folder, CancellationToken cancellationToken)
    {
        await PlayAsync(folder, TimeSpan.FromHours(6), cancellationToken);
        var before = ProcessorTime.Of(Environment.ProcessId);
        var pulses = await PlayAsync(folder, TimeSpan.FromDays(Days), cancellationToken);
        return new PlayedHour((ProcessorTime.Of(Environment.ProcessId) - before) / (Days * 24), pulses);
    }

    private static async Task<IReadOnlyDictionary<string, double>> PlayAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        const string Node = "node-played";
        var file = Path.Combine(folder, "played.yaml");
        await File.WriteAllTextAsync(file, EdgeSite.Of(Node), cancellationToken);
        var site = SiteReader.ReadFile(file).Manifest ?? throw new InvalidOperationException("the bench's own manifest has faults");
        var node = site.Nodes.Single();
        var clock = new NodeClock(TimeProvider.System);
        using var hardware = new VirtualVenue(site, seed: 1).HardwareFor(node, clock);
        var to = clock.LiveNow;
        var nowhere = new Nowhere(to - TimeSpan.FromHours(1));
        using var sampler = new NodeSampler(node, hardware, nowhere, clock, folder, NullLoggerFactory.Instance);
        await sampler.PlayAsync(to - length, to, _ => ValueTask.CompletedTask, cancellationToken);
        return nowhere.Counted;
    }

    // Counts what registers rose by since a time; a pulse is 1 Wh, an opening is one.
    private sealed class Nowhere(UnixTime since) : ISampleSink
    {
        private readonly Dictionary<string, (double First, double Last)> _registers = [];

        public IReadOnlyDictionary<string, double> Counted => _registers.ToDictionary(register => register.Key, register => register.Value.Last - register.Value.First);

        public long WaitingBatches => 0;

        public void Add(in Sample sample)
        {
        }

        public void AddRegister(in Sample sample)
        {
            if (sample.Time >= since && sample.Series.Quantity.Name is "active_energy_import" or "lid_openings")
                _registers[sample.Series.Point] = (_registers.TryGetValue(sample.Series.Point, out var known) ? known.First : sample.Value, sample.Value);
        }

        public double? RegisterOf(SeriesName series) => null;

        public void Declare(Gap gap)
        {
        }
    }
}
