using System.Reflection;
using System.Security.Cryptography;
using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Calibrating;
using Arena.Edge.Time;
using Arena.Edge.Uplink;
using Arena.Mqtt;
using Arena.Site;
using Arena.Wire;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hosting;

/// <summary>Puts nodes together from their parts.</summary>
internal sealed class NodeWorkers(RunOptions options, History? history, TimeProvider time, ILoggerFactory loggers)
{
    private readonly VirtualVenue? _venue = options.Hardware == HardwareDriver.Virtual ? new(options.Site, options.Seed, options.BinFaults) : null;

    /// <summary>Makes a worker for each node; those that can't be made become faults.</summary>
    public async Task<IReadOnlyList<NodeWorker>> MakeAsync(IClockSource source, List<string> faults)
    {
        var workers = new List<NodeWorker>();
        foreach (var node in options.Nodes)
        {
            try
            {
                workers.Add(Make(node, source));
            }
            catch (Exception error) when (error is OutboxUnusableException or HardwareFault or ArgumentException)
            {
                faults.Add($"{node.Name}: {error.Message}");
            }
        }

        if (faults.Count == 0) return workers;
        foreach (var worker in workers) await worker.DisposeAsync();
        return [];
    }

    /// <summary>Makes a node's worker again, after the first one was disposed.</summary>
    /// <exception cref="OutboxUnusableException">Its outbox can't be opened.</exception>
    public NodeWorker Again(string node, IClockSource source) => Make(options.Nodes.Single(one => one.Name == node), source);

    private NodeWorker Make(SiteNode node, IClockSource source)
    {
        var folder = Path.Combine(options.DataDirectory, node.Name);
        var loops = new NodeLoops(node.Name);
        var clock = new NodeClock(loops.Sampling.Time, source);
        var hardware = default(IHardware);
        var outbox = default(NodeOutbox);
        try
        {
            hardware = HardwareFor(node, clock);
            outbox = NodeOutbox.Open(folder, options.Outbox, loops.Sealing.Time, LoggerOf("Outbox", node));
            CalibrationAges.Log(node, folder, time.GetUtcNow(), LoggerOf("Sensors", node));
            var sink = new DatedSink(outbox, clock, options.Outbox);
            var timekeeper = new Timekeeper(source, clock, outbox, sink, options.Outbox, loops.Sampling.Time, LoggerOf("Time", node));
            var sampler = new NodeSampler(node, hardware, sink, clock, folder, loggers);
            var (link, uplink) = MakeUplink(node, outbox, hardware.Name, sampler.Series.Select(series => series.ToString()), loops.Sending.Time);
            return new NodeWorker(node.Name, loops, outbox, uplink, link, hardware, sampler, clock, timekeeper, history, LoggerOf("Node", node));
        }
        catch
        {
            outbox?.Dispose();
            hardware?.Dispose();
            loops.Dispose();
            throw;
        }
    }

    private IHardware HardwareFor(SiteNode node, NodeClock clock)
    {
        if (_venue is not null) return _venue.HardwareFor(node, clock);
        var logger = LoggerOf("Hardware", node);
        BusAdvice.Log(node, new I2cAdapters("/sys"), logger);
        return options.Hardware == HardwareDriver.DotnetIot ? HardwareDrivers.MakeDotnetIot(time) : new LinuxHardware(Kernel.Instance, "/dev", time, logger);
    }

    /// <summary>Makes a drain for each node that has an outbox here; those that can't be made become faults.</summary>
    public async Task<IReadOnlyList<NodeDrain>> MakeDrainsAsync(List<string> faults)
    {
        var drains = new List<NodeDrain>();
        foreach (var node in options.Nodes)
        {
            var folder = Path.Combine(options.DataDirectory, node.Name);
            if (!File.Exists(Path.Combine(folder, OutboxFile.Name))) continue;
            try
            {
                var outbox = NodeOutbox.Open(folder, options.Outbox, time, LoggerOf("Outbox", node));
                var series = options.Site.Points.Where(point => point.Node == node.Name).SelectMany(point => point.Quantities.Select(quantity => $"{point.Name}/{quantity}"));
                var (link, uplink) = MakeUplink(node, outbox, "none", series, time);
                drains.Add(new NodeDrain(node.Name, outbox, uplink, link));
            }
            catch (OutboxUnusableException error)
            {
                faults.Add($"{node.Name}: {error.Message}");
            }
        }

        if (faults.Count == 0) return drains;
        foreach (var drain in drains) await drain.DisposeAsync();
        return [];
    }

    private (IMqttLink Link, NodeUplink Uplink) MakeUplink(SiteNode node, NodeOutbox outbox, string hardware, IEnumerable<string> series, TimeProvider clock)
    {
        var topic = new Topic(options.Site.Site, node.Name, TopicKind.Data);
        var link = MqttLinks.Create(NodeUplink.OptionsFor(topic, As(node)), clock, loggers);
        var meta = new NodeMeta(node.Name, Version(), hardware, time.GetUtcNow(), outbox.Log.Epoch.ToString(), [.. series]) { Calibrations = CalibrationAges.Of(node) };
        return (link, new NodeUplink(topic, meta, link, outbox.Log, new UplinkOptions(), clock, LoggerOf("Uplink", node), Uniform));
    }

    private MqttLinkOptions As(SiteNode node) => options.Passwords.TryGetValue(node.Name, out var password)
        ? options.Broker with { UserName = node.Name, Password = password }
        : options.Broker;

    private ILogger LoggerOf(string part, SiteNode node) => loggers.CreateLogger($"Arena.Edge.{part}[{node.Name}]");

    private static string Version() =>
        typeof(NodeWorkers).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private static double Uniform() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
