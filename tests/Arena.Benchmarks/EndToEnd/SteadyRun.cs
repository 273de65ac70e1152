using System.Globalization;
using Arena.Benchmarks.Report;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>
/// Ten minutes of a steady stream into Arena's ingest, its memory looked at each second: what the last third needs at most is what the first third needed, or
/// something grows.
/// </summary>
internal static class SteadyRun
{
    private const int SamplesPerMessage = 25;
    private const int TicksPerSecond = 2;
    private const string Group = "Ten minutes at 20,000 samples/s, 25 a message";
    private static readonly TimeSpan Warming = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Measured = TimeSpan.FromMinutes(10);

    public static Scenario Scenario { get; } = new("EndToEnd.Memory", "ten minutes of a steady stream: is the memory of Arena's ingest flat?", RunAsync) { Asked = Asked.ByLong };

    private static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await Peers.NameServersAsync(bench.Report);
        var time = TimeProvider.System;
        var ticks = (int)(Warming + Measured).TotalSeconds * TicksPerSecond;
        // Each tick is a second of the venue's time: the stream begins in the past and ends now.
        var load = new Load(new BenchVenue(nodes: 100, seriesPerNode: 100), SamplesPerMessage, time.GetUtcNow().AddSeconds(-ticks));
        await using var stage = await Stage.SetAsync(load, cancellationToken);
        await using var ingest = await Consumer.Arena(bench.Published).StartAsync(stage, cancellationToken);
        await using var publisher = await LoadPublisher.ConnectAsync(stage.Broker.Port, cancellationToken);
        var memory = new List<(TimeSpan At, double MiB)>();
        var (began, startCpu) = (time.GetTimestamp(), 0.0);

        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1) / TicksPerSecond, time);
        for (var tick = 0; tick < ticks && await beat.WaitForNextTickAsync(cancellationToken); tick++)
        {
            await publisher.PublishAsync(load, (long)tick * load.MessagesPerTick, (tick + 1L) * load.MessagesPerTick, cancellationToken);
            if (ingest.HasExited) throw new InvalidOperationException($"ingest ended. It said:\n{ingest.Output}");
            if (tick % TicksPerSecond != 0) continue;
            var at = time.GetElapsedTime(began);
            memory.Add((at, ResidentMiB(ingest)));
            if (at < Warming) startCpu = ProcessorTime.Of(ingest.Id);
            if (tick % (60 * TicksPerSecond) == 0)
                bench.Say(string.Create(CultureInfo.InvariantCulture, $"  minute {at.TotalMinutes:0} of {(Warming + Measured).TotalMinutes:0}: {memory[^1].MiB:0} MiB"));
        }

        var cpu = ProcessorTime.Of(ingest.Id) - startCpu;
        var seconds = (time.GetElapsedTime(began) - Warming).TotalSeconds;
        await AllThereAsync(stage, ingest, ticks, cancellationToken);
        Add(bench.Report, memory, time.GetElapsedTime(began), cpu / (Measured.TotalSeconds * TicksPerSecond * load.Venue.Series / 1e6), seconds);
    }

    private static void Add(BenchReport report, List<(TimeSpan At, double MiB)> memory, TimeSpan end, double cpuPerMillion, double seconds)
    {
        var third = (end - Warming) / 3;
        var first = memory.Where(look => look.At >= Warming && look.At < Warming + third).Max(look => look.MiB);
        var last = memory.Where(look => look.At >= end - third).Max(look => look.MiB);
        report.Add(Group, "memory, most in the first third", first, "MiB", "after a minute to warm up");
        report.Add(Group, "memory, most in the last third", last, "MiB");
        report.Add(Group, "last third : first third", last / first, "×", limit: Limit.NoMoreThan(1.1));
        report.Add(Group, "CPU", cpuPerMillion, "CPU s/M", seconds > Measured.TotalSeconds * 1.05 ? "the machine could not hold the pace" : null);
    }

    private static async Task AllThereAsync(Stage stage, ChildProcess ingest, int ticks, CancellationToken cancellationToken)
    {
        var expected = (long)ticks * stage.Load.Venue.Series;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var last = stage.Load.Last(((long)ticks * stage.Load.MessagesPerTick) - 1);
        while (!await stage.Database.HasAsync(last, limit.Token))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        var count = await stage.Database.CountAsync(limit.Token);
        if (count != expected)
            throw new InvalidOperationException($"{count} samples are stored, and {expected} were sent. Ingest said:\n{ingest.Output}");
    }

    private static double ResidentMiB(ChildProcess process) =>
        double.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
}
