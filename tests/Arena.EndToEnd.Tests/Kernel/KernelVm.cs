using System.Globalization;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Kernel;

/// <summary>A virtual machine with a real kernel, booted once: the worker ran in it on simulated lines and chips, and this is what came of it.</summary>
/// <remarks>
/// The VM's clock counts instructions and jumps over idle time, so that neither debouncing nor the pulses' own pace depend on how busy this machine is.
/// See README.md.
/// </remarks>
public sealed class KernelVm : IAsyncLifetime
{
    private const int CannotBeHere = 3;

    private static readonly string Here = Path.Combine(Repository.Root, "tests", "Arena.EndToEnd.Tests", "Kernel");
    private static readonly TimeSpan MakingPatience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(10);

    private string? _missing;
    private Dictionary<string, MadePulses> _made = [];
    private List<CountedSample> _samples = [];

    /// <summary>Log of the worker.</summary>
    internal string WorkerLog { get; private set; } = "";

    /// <summary>The VM's console, for a failing test's message.</summary>
    internal string Console { get; private set; } = "";

    /// <summary>What <c>arena-edge calibrate</c> said to the technician.</summary>
    internal string CalibrateLog { get; private set; } = "";

    /// <summary>The calibrations that the node keeps, a line of JSON each.</summary>
    internal IReadOnlyList<string> Calibrations { get; private set; } = [];

    /// <summary>What of /proc/PID/status and /proc/PID/stat was kept of the worker: most memory in kB, and CPU time in the VM's own seconds.</summary>
    internal string WorkerCost { get; private set; } = "";

    /// <summary>Skips the test where the VM can't be; says why.</summary>
    internal void NeedIt()
    {
        if (_missing is not null) Assert.Skip(_missing);
    }

    /// <summary>What the meter at that point gave.</summary>
    internal MadePulses MadeBy(string point) => _made[point];

    /// <summary>All values of a series in the worker's outbox, oldest first.</summary>
    internal IReadOnlyList<double> Values(string point, string quantity) =>
        [.. _samples.Where(sample => sample.Point == point && sample.Quantity == quantity).OrderBy(sample => sample.UnixUs).Select(sample => sample.Value)];

    public async ValueTask InitializeAsync()
    {
        if (await MakeAsync() is not { } start) return;
        using var folder = new TempFolder();
        foreach (var file in (string[])["scenario", "site.yaml"]) File.Copy(Path.Combine(Here, "Guest", file), folder.Child(file));
        await File.WriteAllTextAsync(folder.Child("settings"), $"DOTNET='{Dotnet()}'\nWORKER='{ChildProcess.ArenaProgram("edge/Arena.Edge", "arena-edge")}'\nSITE=/run/test/site.yaml\n");
        await using (var machine = ChildProcess.Start("qemu-system-x86_64", Machine(start, folder.Path)))
        {
            var code = await machine.ExitCodeAsync(RunPatience);
            Console = machine.Output;
            var log = folder.Child("worker.log");
            WorkerLog = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
            var calibrate = folder.Child("calibrate.log");
            CalibrateLog = File.Exists(calibrate) ? await File.ReadAllTextAsync(calibrate) : "";
            if (code != 0 || !Console.Contains("vm: ended", StringComparison.Ordinal))
                throw new InvalidOperationException($"the VM did not come to its end (exit code {code}):\n{Console}\n{WorkerLog}\n{CalibrateLog}");
        }

        await ReadResultsAsync(folder);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Null where the VM can't be, with the reason kept.
    private async Task<string?> MakeAsync()
    {
        await using var make = ChildProcess.Start("bash", [Path.Combine(Here, "make-vm.sh"), Path.Combine(Repository.Root, ".arena", "vm")]);
        var code = await make.ExitCodeAsync(MakingPatience);
        var last = make.Output.TrimEnd().Split('\n')[^1];
        if (code == 0) return last;
        if (code != CannotBeHere) throw new InvalidOperationException($"the test VM could not be made:\n{make.Output}");
        _missing = last;
        return null;
    }

    private static IEnumerable<string> Machine(string start, string folder) =>
    [
        "-accel", "tcg,thread=single", "-icount", "shift=2,sleep=off", "-machine", "pc", "-m", "768", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
        "-kernel", Path.Combine(Path.GetDirectoryName(start)!, "vmlinuz"), "-initrd", start,
        "-append", "console=ttyS0 quiet panic=-1 mitigations=off nokaslr random.trust_cpu=on no_timer_check",
        "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console",
        "-fsdev", "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap", "-device", "virtio-9p-pci,fsdev=host,mount_tag=host",
        "-fsdev", $"local,id=test,path={folder},security_model=none", "-device", "virtio-9p-pci,fsdev=test,mount_tag=test",
    ];

    /// <summary>The dotnet that runs these tests: the VM sees the same files.</summary>
    private static string Dotnet() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    private async Task ReadResultsAsync(TempFolder folder)
    {
        _made = (await File.ReadAllLinesAsync(folder.Child("sent"))).Select(MadePulses.Parse).ToDictionary(made => made.Point, StringComparer.Ordinal);
        WorkerCost = await File.ReadAllTextAsync(folder.Child("cost"));
        var book = folder.Child("data/vm/calibrations.jsonl");
        Calibrations = File.Exists(book) ? await File.ReadAllLinesAsync(book) : [];
        await using var outbox = ChildProcess.StartArena("edge/Arena.Edge", "arena-edge", "outbox", "--data", folder.Child("data"), "--samples");
        if (await outbox.ExitCodeAsync() != 0) throw new InvalidOperationException($"the worker's outbox can't be read: {outbox.Output}");
        _samples = [.. outbox.Output.Split('\n').Skip(1).Select(CountedSample.Parse)];
    }

    /// <summary>A sample in the outbox: point,quantity,unix_us,value.</summary>
    private sealed record CountedSample(string Point, string Quantity, long UnixUs, double Value)
    {
        public static CountedSample Parse(string line) => line.Split(',') is [var point, var quantity, var time, var value]
            ? new(point, quantity, long.Parse(time, CultureInfo.InvariantCulture), double.Parse(value, CultureInfo.InvariantCulture))
            : throw new FormatException($"no sample: {line}");
    }
}
