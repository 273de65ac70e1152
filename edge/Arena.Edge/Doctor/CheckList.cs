using Arena.Edge.Doctor.Board;
using Arena.Edge.Doctor.Network;
using Arena.Edge.Doctor.Storage;
using Arena.Edge.Doctor.Wiring;
using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hosting;
using Arena.Edge.Sensors;
using Arena.Edge.Time;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Doctor;

/// <summary>The machine that is looked at.</summary>
/// <param name="Roots">Its folders.</param>
/// <param name="Calls">Its kernel.</param>
/// <param name="Clock">Its clock; null where it can't be read.</param>
/// <param name="ClockFault">Why.</param>
internal sealed record ExaminedMachine(Roots Roots, ISystemCalls Calls, IClockSource? Clock, string ClockFault);

/// <summary>All checks in the order of a reading's way: machine, disk, wiring, outbox, broker, ingest.</summary>
/// <param name="scope">What is configured.</param>
/// <param name="machine">Where.</param>
/// <param name="hardware">The node's, made with the same clock; null without a node.</param>
/// <param name="nodeClock">The node's.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckList(DoctorScope scope, ExaminedMachine machine, IHardware? hardware, NodeClock nodeClock, TimeProvider time)
{
    private readonly Dictionary<(int Bus, int Address), CheckStatus> _chips = [];

    private bool IsLinux => scope.Hardware != HardwareDriver.Virtual;

    private WorkerPresence Worker => NodeFolder is { } folder ? WorkerPresence.In(folder) : default;

    private string? NodeFolder => scope is { DataDirectory: { } data, Node: { } node } ? Path.Combine(data, node.Name) : null;

    public IEnumerable<Check> All => [.. OfMachine, .. OfManifest, .. OfStorage, .. OfWiring, .. OfBroker];

    private IEnumerable<Check> OfMachine =>
    [
        new("system", () => BoardChecks.System(machine.Roots)),
        new("supply", () => SupplyCheck.Look(machine.Roots)),
        new("processor", () => BoardChecks.Processor(machine.Roots)),
        new("memory", () => BoardChecks.Memory(machine.Roots)),
        new("card", () => CardCheck.Look(machine.Roots)),
        new("clock", () => BoardChecks.Clock(machine.Clock, machine.ClockFault)),
        new("wifi", () => BoardChecks.Wireless(machine.Roots)),
        new("gpio", () => LineChecks.Chips(machine.Calls, machine.Roots.Dev)),
        new("i2c", () => BusChecks.Found(machine.Roots)),
    ];

    private IEnumerable<Check> OfManifest
    {
        get
        {
            if (scope.SiteFaults.Count > 0)
            {
                yield return new Check("manifest", () => Finding.Failed($"The site manifest has {scope.SiteFaults.Count} faults; the first: {scope.SiteFaults[0]}", $"Correct them; 'arena-edge run' shows all, and so does the dump.")
                    with
                { Dump = string.Join('\n', scope.SiteFaults) });
            }
            else if (scope.Node is { } node)
            {
                yield return new Check("manifest", () => Finding.Ok($"The manifest of {scope.Site!.Site} is right; {node.Name} has {node.Sensors.Count} sensors."));
            }
        }
    }

    private IEnumerable<Check> OfStorage
    {
        get
        {
            if (scope.DataDirectory is not { } data) yield break;
            yield return new Check("disk", () => DiskChecks.Space(data));
            yield return new Check("disk-latency", () => DiskChecks.Latency(data, time));
            if (scope.Node is not { } node || NodeFolder is not { } folder) yield break;
            yield return new Check("worker", () => Worker.Told(node.Name));
            yield return new Check("outbox", () => OutboxCheck.Look(folder, Worker.Runs, time.GetUtcNow())) { Limit = TimeSpan.FromMinutes(1) };
        }
    }

    private IEnumerable<Check> OfWiring
    {
        get
        {
            if (scope.Node is not { } node || hardware is null) yield break;
            yield return new Check("calibration", () => CalibrationCheck.Look(node, NodeFolder, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));
            foreach (var line in PlannedLine.Of(node))
                yield return new Check($"line {line.Point}/{line.Kind}", () => LineChecks.Look(line, hardware, IsLinux ? line.Holder(machine.Calls, machine.Roots.Dev) : null, Worker.Runs));
            if (IsLinux)
            {
                foreach (var bus in node.Buses) yield return new Check(FormattableString.Invariant($"bus {bus.Number}"), () => BusChecks.Look(node, bus, machine.Roots));
            }

            foreach (var chip in PlannedChip.Of(node)) yield return new Check($"chip {chip.Name}", () => LookAt(chip, hardware));
            foreach (var plan in node.Sensors.Where(plan => plan is not HealthPlan)) yield return new Check($"reading {plan.Point}/{plan.Kind}", end => ReadAsync(plan, hardware, end)) { Limit = ReadingCheck.LimitOf(plan) };
        }
    }

    private IEnumerable<Check> OfBroker
    {
        get
        {
            if (scope.SecretFaults.Count > 0)
                yield return new Check("secrets", () => Finding.Failed($"{scope.SecretFaults[0]}", $"Run doctor as the worker's user or as root, and see that the files are there.") with { Dump = string.Join('\n', scope.SecretFaults) });
            if (scope.Broker is not { } broker) yield break;
            var path = new BrokerPath(broker, time);
            yield return new Check("broker-name", path.NameAsync);
            yield return new Check("broker-port", path.PortAsync);
            yield return new Check("broker-tls", path.TlsAsync);
            if (scope is not { Site: { } site, Node: { } node } || scope.SecretFaults.Count > 0) yield break;
            var login = new BrokerLogin(new Topic(site.Site, node.Name, TopicKind.Ack), broker, time);
            yield return new Check("broker-login", end => path.IsReached ? login.LookAsync(end) : Task.FromResult(Finding.Skipped($"The broker can't be reached.")));
            yield return new Check("ingest", () => IngestCheck.Look(login, NodeFolder is { } folder ? OutboxCheck.Status(folder) : null, time.GetUtcNow()));
        }
    }

    private Finding LookAt(PlannedChip chip, IHardware on)
    {
        // Until it is done, the chip counts as failed: a look that hangs tells nothing.
        _chips[(chip.Bus, chip.Address)] = CheckStatus.Failed;
        if (Worker.Runs && !IsLinux) return Finding.Skipped($"The {chip.Type} is emulated by the worker itself.");
        if (Worker.Runs && chip.Type == "MB7040") return Finding.Skipped($"The MB7040 is read by arena-edge, and must not be disturbed while it measures.");
        var finding = ChipCheck.Look(chip, on);
        _chips[(chip.Bus, chip.Address)] = finding.Status;
        return finding;
    }

    private Task<Finding> ReadAsync(SensorPlan plan, IHardware on, CancellationToken cancellationToken)
    {
        if (Worker.Runs) return Task.FromResult(Finding.Skipped($"arena-edge reads {plan.Point} itself; see its values on the board, or stop it and look again."));
        return PlannedChip.PlaceOf(plan) is { } place && _chips.GetValueOrDefault((place.Bus, place.Address)) == CheckStatus.Failed
            ? Task.FromResult(Finding.Skipped($"{plan.Point} is not read, because its {place.Type} does not answer or is another chip."))
            : ReadingCheck.LookAsync(plan, on, nodeClock, cancellationToken);
    }
}
