using Arena.Benchmarks;
using Arena.Benchmarks.Report;

const int MostFaultText = 5_000;
const int Interrupted = 130;

BenchOptions options;
try
{
    options = BenchOptions.Read(args);
}
catch (ArgumentException fault)
{
    await Console.Error.WriteLineAsync($"bench: {fault.Message}");
    return 2;
}

var scenarios = Scenarios.All.Where(options.Wants).ToArray();
var micros = MicroBenchmarks.All.Where(options.Wants).ToArray();
if (options.List || scenarios.Length + micros.Length == 0)
{
    foreach (var scenario in Scenarios.All) Console.WriteLine($"{scenario.Name,-36} {scenario.What}");
    foreach (var micro in MicroBenchmarks.All) Console.WriteLine(MicroBenchmarks.NameOf(micro));
    if (options.List) return 0;
    await Console.Error.WriteLineAsync($"bench: nothing has \"{options.Only}\" in its name; these are the names.");
    return 2;
}

Directory.CreateDirectory(options.Folder);
var last = LastResult.Read(Path.Combine(options.Folder, "last.json"));
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var clock = TimeProvider.System;
var began = clock.GetTimestamp();
var bench = new Bench(new BenchReport(), options.Folder, line => Console.WriteLine($"{clock.GetElapsedTime(began):mm\\:ss}  {line}"));
foreach (var scenario in scenarios)
{
    bench.Say($"{scenario.Name}: {scenario.What}");
    try
    {
        await scenario.RunAsync(bench, stop.Token);
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        break;
    }
    catch (Exception fault) when (!stop.IsCancellationRequested)
    {
        // The others are still worth measuring; the bench ends with 1.
        var text = fault.ToString();
        bench.Report.Wrong($"{scenario.Name}: {(text.Length > MostFaultText ? text[..MostFaultText] + " …" : text)}");
    }
}

foreach (var micro in micros.TakeWhile(_ => !stop.IsCancellationRequested))
{
    bench.Say(MicroBenchmarks.NameOf(micro));
    MicroBenchmarks.Run(micro, bench);
}

if (stop.IsCancellationRequested) return Interrupted;
var machine = Machine.Here();
Console.WriteLine();
Console.Write(ReportTable.Of(bench.Report, machine, last.Before));
if (bench.Report.Wrongs.Count > 0) return 1;
last.Keep(bench.Report, machine, clock.GetUtcNow());
return 0;
