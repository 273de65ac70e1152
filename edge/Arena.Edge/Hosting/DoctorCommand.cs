using System.CommandLine;
using Arena.Edge.Doctor;
using Arena.Edge.Doctor.Reports;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Sensors;
using Arena.Edge.Time.Linux;

namespace Arena.Edge.Hosting;

/// <summary><c>arena-edge doctor</c>: looks at everything between sensor and database, says what is wrong and what to do, and changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var settings = new RunSettings();
        var json = new Option<bool>("--json") { Description = "One JSON object with every check and its dump; progress is on stderr." };
        var dump = new Option<bool>("--dump") { Description = "Also write what was read, for support." };
        var command = new Command("doctor", "Look at machine, wiring, outbox, broker and ingest: what works, what does not, and what to do. Every option may be missing; a worker may run.") { json, dump };
        foreach (var option in settings.ForDoctor) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(settings, parsed, parsed.GetValue(json), parsed.GetValue(dump), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RunSettings settings, ParseResult parsed, bool asJson, bool dumps, CancellationToken cancellationToken)
    {
        if (new DoctorScopeReader(settings, parsed).Read(out var faults) is not { } scope) return Exit.Refused(faults);
        var (time, at) = (TimeProvider.System, TimeProvider.System.GetUtcNow());
        var kernel = LinuxClock.TryOpen(out var clockFault);
        var clock = new NodeClock(time, kernel);
        using var hardware = scope is { Site: { } site, Node: { } node } ? NodeHardware.For(scope.Hardware, site, node, scope.Seed, clock, time) : null;
        var machine = new ExaminedMachine(Roots.Machine, Kernel.Instance, kernel, clockFault);
        var checks = new CheckList(scope, machine, hardware, clock, time).All;

        var (text, examined) = (new TextReport(Console.Out, dumps), new List<Examined>());
        if (!asJson) text.Begin(scope.Node?.Name, at);
        await foreach (var one in new Examination(time).RunAsync(checks, check => Progress(check, asJson), cancellationToken))
        {
            examined.Add(one);
            if (!asJson) text.Write(one);
        }

        var verdict = new Verdict(scope.Node?.Name, at, HardwareDrivers.NameOf(scope.Hardware), examined, [.. scope.LeftOut]);
        if (asJson) JsonReport.Write(verdict, Console.OpenStandardOutput());
        else text.End(verdict);
        return verdict.Result == CheckStatus.Failed ? Exit.Failed : Exit.Clean;
    }

    // Text comes line by line as checks end; JSON only at the end.
    private static void Progress(Check check, bool asJson)
    {
        if (asJson) Console.Error.WriteLine($"arena-edge doctor: {check.Name}");
    }
}
