using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>buses</c> of a node: the kernel's bus number, and either its speed or the multiplexer's channel it is.</summary>
internal static class BusReader
{
    private const int HighestNumber = 255;

    public static IReadOnlyList<BusDraft> Read(Field field, string owner, Faults faults)
    {
        var buses = new List<BusDraft>();
        foreach (var entry in field.Entries())
        {
            var number = new Field("the number of a bus", entry.Key, owner, faults).Integer(0, HighestNumber);
            var draft = Bus(number, entry, $"bus {Quoting.Short(entry.Key.Value)} of {owner}", faults);
            if (number is not null && buses.Exists(other => other.Number == number))
                faults.Add(entry.Key.At, $"bus {number} of {owner} is written twice", "Remove one of them, or write its own number.");
            else if (draft is not null)
                buses.Add(draft);
        }

        return buses;
    }

    private static BusDraft? Bus(int? number, YamlEntry entry, string owner, Faults faults)
    {
        if (Fields.Open(entry.Value, owner, faults, "speed_hz", "mux") is not { } fields)
            return null;
        if (!fields.Has("mux"))
        {
            var speed = fields.Required("speed_hz");
            return number is null ? null : new BusDraft(number.Value, entry.Key.At, speed.Integer(10_000, 1_000_000), speed.At, null);
        }

        if (fields.Has("speed_hz"))
        {
            fields.Optional("speed_hz").Refuse(
                "is not its own to set: a channel runs at the speed of the bus its multiplexer is on",
                "Remove it here; write it at that bus.");
        }

        var mux = Mux(fields.Required("mux"), owner, faults);
        return number is null ? null : new BusDraft(number.Value, entry.Key.At, null, default, mux);
    }

    private static MuxDraft? Mux(Field field, string owner, Faults faults)
    {
        if (field.Value is null || Fields.Open(field.Value, $"'mux' of {owner}", faults, "bus", "address", "channel") is not { } fields)
            return null;
        var (parent, address, channel) = (fields.Required("bus"), fields.Required("address"), fields.Required("channel"));
        return new MuxDraft(
            parent.Integer(0, HighestNumber), parent.At, Range(address, 0x70, 0x77, "a TCA9548A answers at"), address.At, Range(channel, 0, 7, "it has channels"), channel.At);
    }

    private static int? Range(Field field, int min, int max, string why)
    {
        if (field.Integer(0, int.MaxValue) is not { } value)
            return null;
        if (value >= min && value <= max)
            return value;
        var range = max < 8
            ? string.Create(CultureInfo.InvariantCulture, $"{min} to {max}")
            : string.Create(CultureInfo.InvariantCulture, $"0x{min:X2} to 0x{max:X2}");
        field.Refuse($"is {field.Text()}; {why} {range}", $"Write one from {range}, as its solder bridges are set.");
        return null;
    }
}
