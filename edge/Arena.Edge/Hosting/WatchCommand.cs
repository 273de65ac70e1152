using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Arena.Edge.Doctor.Storage;
using Arena.Edge.Doctor.Watching;
using Arena.Edge.Sensors;
using Arena.Edge.Time.Linux;
using Arena.Site;

namespace Arena.Edge.Hosting;

/// <summary><c>arena-edge watch POINT</c>: a point's values live in the terminal, for wiring it. Nothing is kept or sent.</summary>
internal static class WatchCommand
{
    private const double LeastSeconds = 0.1;
    private const double MostSeconds = 3600;

    public static Command Create()
    {
        var settings = new RunSettings();
        var point = new Argument<string>("POINT") { Description = "Name of a point in the manifest." };
        var every = new Option<double>("--every") { HelpName = "SECONDS", Description = "Pause between readings. Default 1.", DefaultValueFactory = _ => 1 };
        var count = new Option<int?>("--count") { HelpName = "N", Description = "End after N readings of each sensor. Without it: Ctrl-C." };
        var json = new Option<bool>("--json") { Description = "A JSON object a line." };
        var command = new Command("watch", "Read a point's sensors and show each value as it comes, until Ctrl-C. Registers count from 0; nothing is kept or sent.") { point, every, count, json };
        foreach (var option in settings.ForWatch) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            settings, parsed, parsed.GetRequiredValue(point), parsed.GetValue(every), parsed.GetValue(count), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RunSettings settings, ParseResult parsed, string point, double every, int? count, bool asJson, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var site = ReadSite(parsed.GetValue(settings.Site), faults);
        var node = site is null ? null : NodeOf(site, point, parsed.GetValue(settings.Node), faults);
        var driver = DoctorScopeReader.ReadHardware(parsed.GetValue(settings.Hardware), faults);
        var seed = DoctorScopeReader.ReadSeed(parsed.GetValue(settings.Seed), faults);
        if (!(every is >= LeastSeconds and <= MostSeconds)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"--every {every} is not within reason: give {LeastSeconds} to {MostSeconds} seconds"));
        if (count < 1) faults.Add($"--count {count} is not within reason: give 1 or more");
        if (faults.Count > 0) return Exit.Refused(faults);

        if (driver != HardwareDriver.Virtual && parsed.GetValue(settings.Data) is { } data && WorkerPresence.In(Path.Combine(data, node!.Name)) is { Runs: true } worker)
        {
            await Console.Error.WriteLineAsync($"arena-edge: {node.Name} is read by 'arena-edge run' (process {worker.Process}), and two readers disturb each other: stop it to watch {point} here, or see its values on the board");
            return Exit.Failed;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var (time, clock) = (TimeProvider.System, new NodeClock(TimeProvider.System, LinuxClock.TryOpen(out _)));
        using var hardware = NodeHardware.For(driver, site!, node!, seed, clock, time);
        var watch = new PointWatch([.. node!.Sensors.Where(plan => plan.Point == point)], hardware, clock, TimeSpan.FromSeconds(every), new WatchReport(Console.Out, asJson));
        await watch.RunAsync(count, ending.Token);
        return watch.Read > 0 || ending.IsCancellationRequested ? Exit.Clean : Exit.Failed;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ending.Cancel();
        }
    }

    private static SiteManifest? ReadSite(string? path, List<string> faults)
    {
        if (path is null)
        {
            faults.Add("--site is missing: give the site manifest");
            return null;
        }

        var reading = SiteReader.ReadFile(path);
        faults.AddRange(reading.Describe());
        return reading.Manifest;
    }

    private static SiteNode? NodeOf(SiteManifest site, string point, string? name, List<string> faults)
    {
        var known = site.Points.FirstOrDefault(one => one.Name == point);
        if (known is null)
            faults.Add($"{point} is no point of the manifest: give one such as {string.Join(", ", site.Points.Where(one => name is null || one.Node == name).Select(one => one.Name).Take(5))}");
        else if (name is not null && name != known.Node)
            faults.Add($"{point} is measured by {known.Node}, and this is {name}: watch it there, or leave --node out");
        return site.Nodes.FirstOrDefault(node => node.Name == known?.Node);
    }
}
