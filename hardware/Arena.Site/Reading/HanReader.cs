using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads an electricity meter's HAN port on a serial port.</summary>
internal static class HanReader
{
    private const string Devices = "/dev/";

    /// <summary>The pace of meters by the Swedish recommendation.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>A meter that sends each second fills what the port keeps in little more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly string[] Whole =
    [
        "active_energy_import", "active_energy_export", "reactive_energy_import", "reactive_energy_export", "active_power", "reactive_power", "telegrams_damaged",
    ];

    private static readonly string[] OfAPhase = ["active_power_l", "phase_voltage_l", "current_l"];

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (SensorReader.Open(node, owner, wiring, faults, "device", "phases") is not { } fields)
            return null;
        var point = fields.Required("point");
        var phases = Phases(fields.Optional("phases"));
        var device = Device(fields.Required("device"));
        var draft = new SensorDraft("han", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [.. Quantities(phases ?? 3).Select(quantity => new QuantityUse(quantity, point.At))],
            Device = device,
        };
        var every = fields.Required("every").Duration(Shortest, Longest);
        if (draft.Point is not { } name || device is null || phases is null || every is null)
            return draft;
        return draft with { Plan = new HanPlan { Point = name, Every = every.Value, Device = device.Path, Phases = phases.Value } };
    }

    private static IEnumerable<string> Quantities(int phases) =>
        [.. Whole, .. OfAPhase.SelectMany(quantity => Enumerable.Range(1, phases).Select(phase => $"{quantity}{phase}"))];

    private static int? Phases(Field field)
    {
        if (field.Value is null)
            return 3;
        var phases = field.Integer(1, 3);
        if (phases is not 2)
            return phases;
        field.Refuse("is 2, and meters have one phase or three", "Write 1 or 3.");
        return null;
    }

    private static DeviceUse? Device(Field field)
    {
        if (field.Text() is not { } path)
            return null;
        if (path.StartsWith(Devices, StringComparison.Ordinal) && path.Length > Devices.Length && !path.Contains("..", StringComparison.Ordinal))
            return new DeviceUse(path, field.At);
        field.Refuse(
            $"is '{Quoting.Short(path)}', which is no device",
            "Write the serial port's path: '/dev/serial0' for the header's, or what 'ls /dev/serial/by-id' shows for a USB adapter, with '/dev/serial/by-id/' before it.");
        return null;
    }
}
