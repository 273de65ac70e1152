using System.CommandLine;
using System.Text.RegularExpressions;
using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Calibrating;
using Arena.Edge.Sensors.Current;
using Arena.Edge.Sensors.Fill;
using Arena.Edge.Sensors.Weight;
using Arena.Site;

namespace Arena.Edge.Hosting;

/// <summary><c>arena-edge calibrate</c>: leads through the calibration of a scale, a fill sensor or a clamp, and gives the keys for the manifest.</summary>
internal static partial class CalibrateCommand
{
    public static Command Create()
    {
        var point = new Argument<string>("POINT") { Description = "A point with a scale, a fill sensor or a current clamp." };
        var site = new Option<string>("--site") { HelpName = "FILE", Description = "Site manifest (YAML).", Required = true };
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Folder that 'arena-edge run' was given: the calibration is kept there.", Required = true };
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Who calibrates.", Required = true };
        var kind = new Option<string?>("--kind") { HelpName = "KIND", Description = "weight, fill or current, where the point has several." };
        var known = new Option<double?>("--known") { HelpName = "NUMBER", Description = "Known mass in kg, or current in A; asked for when left out." };
        var hardware = new Option<string>("--hardware") { HelpName = "DRIVER", Description = "linux, dotnet-iot or virtual. Default linux.", DefaultValueFactory = _ => "linux" };
        var command = new Command("calibrate", "Calibrate a scale, a fill sensor or a current clamp, step by step. 'arena-edge run' must not run meanwhile.") { point, site, data, by, kind, known, hardware };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new Asked(
                parsed.GetRequiredValue(site),
                parsed.GetRequiredValue(data),
                parsed.GetRequiredValue(point),
                parsed.GetRequiredValue(by).Trim(),
                parsed.GetValue(kind),
                parsed.GetValue(known),
                parsed.GetRequiredValue(hardware)),
            TimeProvider.System,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Asked asked, TimeProvider time, CancellationToken cancellationToken)
    {
        var manifest = SiteReader.ReadFile(asked.Site);
        if (manifest.Manifest is not { } site) return Exit.Refused(manifest.Describe());
        if (!Name().IsMatch(asked.By)) return Exit.Refused([$"--by {asked.By} can't stand in the manifest: give a name of letters, spaces, points and hyphens"]);
        if (HardwareDrivers.Read(asked.Hardware, out var driver) is { } unknown) return Exit.Refused([unknown]);
        if (Find(site, asked, out var fault) is not { } found) return Exit.Refused([fault]);
        if (HardwareDrivers.FaultOf(found.Plan, driver) is { } missing) return Exit.Refused([missing]);
        var folder = Path.Combine(asked.Data, found.Node.Name);
        try
        {
            using var alone = OutboxLock.Take(folder);
            var clock = new NodeClock(time);
            using var hardware = NodeHardware.For(driver, site, found.Node, 1, clock, time);
            using var converter = found.Plan is CurrentPlan clamp ? new Ads1115(hardware, clamp.Bus, clamp.Address, clock) : null;
            var guide = new Guide(Console.In, Console.Out, RawOf(found.Plan, hardware, converter, clock));
            var made = await new Calibrations(guide, asked.Known).RunAsync(found.Plan, cancellationToken);
            var keys = $"{made.Keys}, calibrated: {time.GetLocalNow():yyyy-MM-dd} {asked.By}";
            new CalibrationBook(folder).Append(new CalibrationRecord(found.Plan.Point, found.Plan.Kind, time.GetUtcNow(), asked.By, made.Points, keys));
            Console.WriteLine($"Kept. Now write into the manifest, at the {found.Plan.Kind} sensor of {found.Plan.Point}, in place of what stands there:");
            Console.WriteLine($"    {keys}");
            return Exit.Clean;
        }
        catch (OutboxUnusableException held)
        {
            return Exit.Refused([$"{held.Message}. While 'arena-edge run' reads {found.Node.Name}, nobody else may talk to its chips: end it (sudo systemctl stop arena-edge), calibrate, and start it again"]);
        }
        catch (Exception error) when (error is CalibrationFault or SensorFault or HardwareFault)
        {
            return Exit.Refused([error.Message]);
        }
    }

    private static Func<CancellationToken, ValueTask<double>> RawOf(CalibratedPlan plan, IHardware hardware, Ads1115? converter, TimeProvider clock)
    {
        switch (plan)
        {
            case Hx711Plan:
                var cell = ChipLibrary.For(plan).LoadCell((Hx711Plan)plan, hardware, clock);
                return async cancellationToken => await cell.ReadAsync(cancellationToken);
            case WeightPlan weight:
                var scale = new Nau7802(hardware, weight.Bus, weight.Address, weight.Gain, clock);
                return async cancellationToken => await scale.ReadAsync(cancellationToken);
            case FillPlan { Chip: not FillPlan.Mb7040 } fill:
                var optical = ChipLibrary.For(fill).RangeFinder(fill, hardware);
                return async cancellationToken => await optical.MeasureAsync(cancellationToken);
            case FillPlan fill:
                var ranger = new Mb7040(hardware, fill.Bus, fill.Address, clock);
                return async cancellationToken => await ranger.MeasureCmAsync(cancellationToken);
            case CurrentPlan clamp:
                return async cancellationToken => (await converter!.MeasureAsync(clamp.Input, cancellationToken)).RmsV;
            default:
                throw new ArgumentException($"A sensor of kind '{plan.Kind}' is not calibrated.", nameof(plan));
        }
    }

    private static (SiteNode Node, CalibratedPlan Plan)? Find(SiteManifest site, Asked asked, out string fault)
    {
        var here = site.Nodes.SelectMany(node => node.Sensors.OfType<CalibratedPlan>().Select(plan => (Node: node, Plan: plan)))
            .Where(found => found.Plan.Point == asked.Point && (asked.Kind is null || found.Plan.Kind == asked.Kind)).ToList();
        fault = here.Count switch
        {
            1 => "",
            0 => $"{asked.Point} has no such sensor that is calibrated: give a point of the manifest with a weight, fill or current sensor",
            _ => $"{asked.Point} has several: give --kind {string.Join(" or --kind ", here.Select(found => found.Plan.Kind))}",
        };
        return here.Count == 1 ? here[0] : null;
    }

    [GeneratedRegex(@"^\p{L}[\p{L}\p{M} .'\-]{0,58}$", RegexOptions.None, 1000)]
    private static partial Regex Name();

    private sealed record Asked(string Site, string Data, string Point, string By, string? Kind, double? Known, string Hardware);
}
