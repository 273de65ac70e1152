using System.Globalization;
using Arena.Site.Reading;
using Arena.Site.Yaml;

namespace Arena.Site.Checks;

/// <summary>
/// I2C of one node. A channel of a multiplexer sees, beside its own chips, everything on the bus the multiplexer is on, and that includes
/// the multiplexers themselves: an address must be unique along that way. Two channels don't see each other.
/// </summary>
internal static class AddressCheck
{
    /// <summary>Above, the MB7040 stretches the clock, which a Raspberry Pi gets wrong.</summary>
    private const int FastestWithMb7040Hz = 50_000;

    public static void Run(NodeDraft node, Faults faults)
    {
        Channels(node, faults);
        Known(node, faults);
        Speeds(node, faults);
        Clashes(node, faults);
    }

    private static void Channels(NodeDraft node, Faults faults)
    {
        var taken = new Dictionary<(int?, int?, int?), BusDraft>();
        foreach (var bus in node.Buses)
        {
            if (bus.Mux is not { } mux)
                continue;
            var parent = node.Buses.FirstOrDefault(other => other.Number == mux.Parent);
            if (mux.Parent is not null && parent is null)
            {
                faults.Add(
                    mux.ParentAt,
                    $"bus {bus.Number} of node '{node.Name}' is a channel on bus {mux.Parent}, which the node doesn't have",
                    Advice(node, bus));
            }
            else if (parent?.Mux is not null)
            {
                faults.Add(
                    mux.ParentAt,
                    $"bus {bus.Number} of node '{node.Name}' is a channel on bus {mux.Parent}, itself a channel",
                    "Put both multiplexers on the board's own bus, at two addresses; one behind the other is not supported.");
            }

            if (mux is { Parent: not null, Address: not null, Channel: not null } && !taken.TryAdd((mux.Parent, mux.Address, mux.Channel), bus))
            {
                faults.Add(
                    mux.ChannelAt,
                    $"channel {mux.Channel} of the multiplexer at {Hex(mux.Address)} is bus {taken[(mux.Parent, mux.Address, mux.Channel)].Number} already, and bus {bus.Number} of node '{node.Name}' too",
                    "Write the channel this bus is wired to, or remove one of the buses.");
            }
        }
    }

    private static void Known(NodeDraft node, Faults faults)
    {
        foreach (var use in node.Sensors.Select(sensor => sensor.Address))
        {
            if (use?.Bus is { } number && node.Buses.All(bus => bus.Number != number))
                faults.Add(use.BusAt, $"node '{node.Name}' has no bus {number}", Advice(node, null));
        }
    }

    private static void Speeds(NodeDraft node, Faults faults)
    {
        foreach (var root in node.Buses.Where(bus => bus.SpeedHz > FastestWithMb7040Hz))
        {
            var sensor = node.Sensors.FirstOrDefault(sensor => sensor.Kind is "fill" && sensor.Plan is not FillPlan { Chip: FillPlan.Vl53l0x } && sensor.Address?.Bus is { } number && RootOf(node, number) == root.Number);
            if (sensor is null)
                continue;
            faults.Add(
                root.SpeedAt,
                string.Create(CultureInfo.InvariantCulture, $"bus {root.Number} of node '{node.Name}' runs at {root.SpeedHz} Hz with an MB7040 on it ('{sensor.Point}', line {sensor.At.Line}); above {FastestWithMb7040Hz} Hz it stretches the clock and the Pi misreads it"),
                string.Create(CultureInfo.InvariantCulture, $"Write 'speed_hz: {FastestWithMb7040Hz}'."));
        }
    }

    private static void Clashes(NodeDraft node, Faults faults)
    {
        var chips = Chips(node).OrderBy(chip => chip.At.Line).ThenBy(chip => chip.At.Column).ToList();
        for (var later = 1; later < chips.Count; later++)
        {
            var chip = chips[later];
            var first = chips.Take(later).FirstOrDefault(other => other.Address == chip.Address && Meet(node, other.Bus, chip.Bus) && !Share(other, chip));
            if (first is null)
                continue;
            if (first.Input is not null && chip.Input is not null && first.Bus == chip.Bus)
            {
                faults.Add(
                    chip.Input.At,
                    $"input {chip.Input.Pins} of the ADS1115 at {Hex(chip.Address)} on bus {chip.Bus} has two sensors: the {first.Name} (line {first.At.Line}) on {first.Input.Pins} and the {chip.Name}",
                    "Wire one of them to a free input, a0 to a3, or to an ADS1115 at another address, 0x48 to 0x4B.");
                continue;
            }

            faults.Add(
                chip.At,
                $"two chips of node '{node.Name}' answer at {Hex(chip.Address)}: the {first.Name} on bus {first.Bus} (line {first.At.Line}) and the {chip.Name} on bus {chip.Bus}",
                first.IsMux || chip.IsMux
                    ? "Set the multiplexer to another address from 0x71 to 0x77 by its solder bridges; it answers on each of its channels too."
                    : "Put one of them on another channel of a multiplexer (TCA9548A), or give it another address if it has one.");
        }
    }

    private static IEnumerable<Chip> Chips(NodeDraft node)
    {
        foreach (var mux in node.Buses.Select(bus => bus.Mux).Where(mux => mux is { Parent: not null, Address: not null }).DistinctBy(mux => (mux!.Parent, mux.Address)))
            yield return new Chip(mux!.Parent!.Value, mux.Address!.Value, "multiplexer", mux.AddressAt, null, IsMux: true);
        foreach (var sensor in node.Sensors)
        {
            if (sensor.Address is { Bus: { } bus, Address: { } address })
                yield return new Chip(bus, address, $"{sensor.Kind} sensor at '{sensor.Point}'", sensor.Address.AddressAt, sensor.Input, IsMux: false);
        }
    }

    /// <summary>Clamps on inputs of their own share one ADS1115.</summary>
    private static bool Share(Chip a, Chip b) => a.Bus == b.Bus && a.Input is not null && b.Input is not null && !a.Input.Meets(b.Input);

    private static bool Meet(NodeDraft node, int a, int b) => a == b || ParentOf(node, a) == b || ParentOf(node, b) == a;

    private static int? ParentOf(NodeDraft node, int number) => node.Buses.FirstOrDefault(bus => bus.Number == number)?.Mux?.Parent;

    private static int RootOf(NodeDraft node, int number) => ParentOf(node, number) ?? number;

    private static string Advice(NodeDraft node, BusDraft? except)
    {
        var numbers = node.Buses.Where(bus => bus != except).Select(bus => bus.Number).ToList();
        return numbers.Count == 0 ? "Add it under the node's 'buses', such as '1: { speed_hz: 50000 }'." : $"Write one of its buses, {string.Join(", ", numbers)}, or add it under 'buses'.";
    }

    private static string Hex(int? address) => string.Create(CultureInfo.InvariantCulture, $"0x{address:X2}");

    private sealed record Chip(int Bus, int Address, string Name, Mark At, InputUse? Input, bool IsMux);
}
