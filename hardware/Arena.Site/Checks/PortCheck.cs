using Arena.Site.Reading;

namespace Arena.Site.Checks;

/// <summary>A serial port carries one meter; the header's own is free of its console, and its lines 14 and 15 of other sensors.</summary>
internal static class PortCheck
{
    private static readonly string[] OfTheHeader = ["/dev/serial0", "/dev/ttyAMA0", "/dev/ttyS0"];

    public static void Run(NodeDraft node, Faults faults)
    {
        var taken = new Dictionary<string, SensorDraft>(StringComparer.Ordinal);
        foreach (var sensor in node.Sensors)
        {
            if (sensor.Device is not { } use)
                continue;
            if (!taken.TryAdd(use.Path, sensor))
            {
                faults.Add(
                    use.At,
                    $"serial port '{use.Path}' of node '{node.Name}' has two meters: this one and the one at '{taken[use.Path].Point}' in line {taken[use.Path].Device!.At.Line}",
                    "Give each meter an adapter of its own.");
            }

            if (OfTheHeader.Contains(use.Path))
                Header(node, use, faults);
        }
    }

    private static void Header(NodeDraft node, DeviceUse use, Faults faults)
    {
        if (node.Serial)
        {
            faults.Add(
                use.At,
                $"serial port '{use.Path}' of node '{node.Name}' is taken by the serial console",
                "Switch the console off ('raspi-config', Interface Options, Serial Port: login shell no, hardware yes) and say 'serial: false' at the node.");
        }

        var header = Board.ChipOf(node.Board);
        foreach (var line in node.Sensors.Select(sensor => sensor.Line).Where(line => line is { Line: 14 or 15 } && line.Chip == header))
            faults.Add(line!.At, $"GPIO line {line.Line} of node '{node.Name}' is the serial port's, which a meter is on in line {use.At.Line}", "Wire this sensor to another line.");
    }
}
