using System.Globalization;
using Arena.Benchmarks.EndToEnd;
using Arena.Benchmarks.Report;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.Edge;

/// <summary>
/// What a node costs: our worker, Node-RED and a Python script do the same work beside each other in real time, between a real Mosquitto and a stand-in for
/// ingest that confirms.
/// </summary>
/// <remarks>
/// Each is started alone, for its start; then all run beside each other, because none takes more than a hundredth of a core. Processor time and bytes are
/// of the window after a warm-up in which each sensor was read once (a scale's first reading starts its chip), extrapolated to an hour.
/// </remarks>
internal static class EdgeRace
{
    private const string Group = "Edge: 16 meters, 8 bins";
    private const double Half = 0.5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(62);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Scenario Short { get; } = new("Edge.Worker", "a node with 16 meters and 8 bins beside Node-RED and Python, three minutes", (bench, stop) => RunAsync(bench, TimeSpan.FromSeconds(120), stop));

    public static Scenario Long { get; } = new("Edge.WorkerLong", "the same for a quarter of an hour", (bench, stop) => RunAsync(bench, TimeSpan.FromMinutes(15), stop))
    {
        Asked = Asked.ByName,
    };

    private static async Task RunAsync(Bench bench, TimeSpan window, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var folder = new TempFolder();
        var played = await PlayedHour.PlayAsync(folder.Path, cancellationToken);
        var environment = EdgeSite.Environment(played.Pulses);
        var contestants = await ContestantsAsync(bench, environment);

        await using var broker = await BenchBroker.StartAsync();
        await using var ingest = new StandInIngest(broker.Port, time);
        await ingest.OnlineAsync(cancellationToken);
        var runners = new List<Runner>();
        await using var lines = ChildProcess.Start("/usr/bin/env", [.. environment, "/usr/bin/python3", Path.Combine(EdgePeers.Source("gpio"), "alone.py")]);
        double linesCpuS;
        try
        {
            foreach (var contestant in contestants)
            {
                bench.Say($"starting {contestant.Name}");
                var own = Directory.CreateDirectory(folder.Child(contestant.Node)).FullName;
                var started = time.GetUtcNow();
                var runner = new Runner(contestant, contestant.Start(broker.Port, own), ingest.Of(contestant.Node), started);
                runners.Add(runner);
                await FirstAsync(runner, cancellationToken);
            }

            await Task.Delay(WarmUp, time, cancellationToken);
            runners.ForEach(runner => runner.Begin());
            bench.Say(string.Create(CultureInfo.InvariantCulture, $"all of them, for {window.TotalSeconds:0} s"));
            var began = time.GetTimestamp();
            var linesBefore = ProcessCost.Of(lines.Id).CpuS;
            await Task.Delay(window, time, cancellationToken);
            var elapsed = time.GetElapsedTime(began);
            runners.ForEach(runner => runner.End(elapsed));
            linesCpuS = (ProcessCost.Of(lines.Id).CpuS - linesBefore) / elapsed.TotalHours;
        }
        finally
        {
            foreach (var runner in runners) await runner.Process.DisposeAsync();
        }

        Tell(bench.Report, runners, played, linesCpuS, window);
    }

    private static async Task<IReadOnlyList<Contestant>> ContestantsAsync(Bench bench, IReadOnlyList<string> environment)
    {
        var contestants = new List<Contestant>(await EdgePeers.WorkersAsync(bench));
        if (await EdgePeers.NodeRedAsync(bench, environment) is { } nodeRed) contestants.Add(nodeRed);
        if (await EdgePeers.PythonAsync(bench, environment) is { } python) contestants.Add(python);
        return contestants;
    }

    private static async Task FirstAsync(Runner runner, CancellationToken cancellationToken)
    {
        try
        {
            await runner.Heard.First.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{runner.Contestant.Name} published nothing in {Patience.TotalSeconds:0} s:\n{runner.Process.Output}", late);
        }
    }

    private static void Tell(BenchReport report, List<Runner> runners, PlayedHour played, double linesCpuS, TimeSpan window)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"of {window.TotalSeconds:0} s, extrapolated");
        foreach (var runner in runners)
        {
            var name = runner.Contestant.Name;
            report.Add(Group, $"{name}: CPU", runner.CpuSPerHour, "CPU s/h", runner.Ended.Processes == 1 ? note : string.Create(CultureInfo.InvariantCulture, $"{note}; {runner.ChildrenCpuSPerHour:0.00} of it in {runner.Ended.Processes - 1} processes it started"));
            report.Add(Group, $"{name}: peak memory", runner.Ended.PeakMiB, "MiB", string.Create(CultureInfo.InvariantCulture, $"VmHWM; Pss {runner.Ended.ProportionalMiB:0.0} MiB, {runner.Ended.Threads} threads"));
            report.Add(Group, $"{name}: written to the card", runner.BytesPerSample, "B/sample", string.Create(CultureInfo.InvariantCulture, $"write_bytes; {runner.SamplesPerS:0.00} samples/s"));
            report.Add(Group, $"{name}: start to first reading", runner.FirstReading.TotalNanoseconds, "ns", string.Create(CultureInfo.InvariantCulture, $"at the broker after {runner.FirstMessage.TotalSeconds:0.0} s"));
        }

        report.Add(Group, "drivers and emulated venue alone", played.CpuS, "CPU s/h", "part of the worker's CPU; on a Pi wires take the venue's place");
        report.Add(Group, "stand-in for the peers' lines alone", linesCpuS, "CPU s/h", string.Create(CultureInfo.InvariantCulture, $"part of each peer's CPU, taken off in the ratios; {played.Pulses.Values.Sum():0} pulses and openings an hour"));
        var ours = runners[0];
        foreach (var peer in runners.Where(runner => runner.Contestant.Node is "node-red" or "python"))
        {
            // The script is told beside it: nothing it does survives a power cut or a lost broker.
            var limit = peer.Contestant.Node == "node-red" ? Limit.NoMoreThan(Half) : null;
            report.Add(Group, $"CPU, {ours.Contestant.Name} ÷ {peer.Contestant.Name}", ours.CpuSPerHour / (peer.CpuSPerHour - linesCpuS), "×", limit: limit);
            report.Add(Group, $"memory, {ours.Contestant.Name} ÷ {peer.Contestant.Name}", ours.Ended.PeakMiB / peer.Ended.PeakMiB, "×", limit: limit);
        }
    }
}
