using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads sensors on an I2C bus: what they share, the range finders and the thermometer MCP9808.</summary>
internal static class ChipReader
{
    /// <summary>Datasheet: 20 to 765 cm; nearer reads 20.</summary>
    private const double NearestCm = 20;
    private const double FarthestCm = 765;

    /// <summary>VL53L0X, in long-range mode.</summary>
    private const double OpticalNearestCm = 3;
    private const double OpticalFarthestCm = 200;

    public static SensorDraft? Fill(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (SensorReader.Open(node, owner, wiring, faults, ["chip", "bus", "address", "empty_cm", "full_cm", .. CalibrationFields.Keys]) is not { } fields)
            return null;
        var point = fields.Required("point");
        var chip = fields.Has("chip") ? fields.Optional("chip").OneOf([FillPlan.Mb7040, FillPlan.Vl53l0x]) : FillPlan.Mb7040;
        var optical = chip == FillPlan.Vl53l0x;
        var (raw, calibrated) = (CalibrationFields.Raw(fields), CalibrationFields.Calibrated(fields));
        string[] quantities = raw ? ["filling_level", "filling_distance"] : ["filling_level"];
        var draft = new SensorDraft("fill", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [.. quantities.Select(quantity => new QuantityUse(quantity, point.At))],
            Address = Address(fields, 0x08, 0x77, optical ? "VL53L0X" : "MB7040"),
        };
        var every = SensorReader.Every(fields);
        var full = optical ? fields.Required("full_cm").Number(OpticalNearestCm, OpticalFarthestCm) : Full(fields.Required("full_cm"));
        var empty = fields.Required("empty_cm").Number(1, optical ? OpticalFarthestCm : FarthestCm);
        if (full is not null && empty is not null && full >= empty)
        {
            fields.Required("full_cm").Refuse(
                string.Create(CultureInfo.InvariantCulture, $"is {full}, not less than 'empty_cm' {empty}: the sensor hangs above, so a full bin is nearer"),
                "Measure both again, from the sensor down to the waste; swap them if they are mixed up.");
            full = null;
        }

        if (chip is null || draft.Point is not { } name || draft.Address is not { Bus: { } bus, Address: { } address } || every is null || full is null || empty is null)
            return draft;
        return draft with
        {
            Plan = new FillPlan
            {
                Point = name,
                Every = every.Value,
                Chip = chip,
                Bus = bus,
                Address = address,
                EmptyCm = empty.Value,
                FullCm = full.Value,
                Calibrated = calibrated,
                Raw = raw,
            },
        };
    }

    public static SensorDraft? Temperature(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (SensorReader.Open(node, owner, wiring, faults, "bus", "address") is not { } fields)
            return null;
        var point = fields.Required("point");
        var draft = new SensorDraft("temperature", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [new QuantityUse("temperature", point.At)],
            Address = Address(fields, 0x18, 0x1F, "MCP9808"),
        };
        var every = SensorReader.Every(fields);
        if (draft.Point is not { } name || draft.Address is not { Bus: { } bus, Address: { } address } || every is null)
            return draft;
        return draft with { Plan = new TemperaturePlan { Point = name, Every = every.Value, Bus = bus, Address = address } };
    }

    /// <summary>Bus and 7-bit address, the latter within what the chip can answer at.</summary>
    public static AddressUse Address(Fields fields, int min, int max, string chip)
    {
        var (bus, address) = (fields.Required("bus"), fields.Required("address"));
        var value = address.Integer(0, 0xFF);
        if (value is { } number && (number < min || number > max))
        {
            var range = min == max
                ? string.Create(CultureInfo.InvariantCulture, $"0x{min:X2}")
                : string.Create(CultureInfo.InvariantCulture, $"0x{min:X2} to 0x{max:X2}");
            var halved = number / 2;
            var eightBit = number % 2 == 0 && halved >= min && halved <= max;
            address.Refuse(
                string.Create(CultureInfo.InvariantCulture, $"is 0x{number:X2}; {(min == max ? "a" : "an")} {chip} answers at {range}"),
                eightBit
                    ? string.Create(CultureInfo.InvariantCulture, $"Write 0x{halved:X2}: 0x{number:X2} is its 8-bit write address, and Linux counts 7.")
                    : $"Write {range}.");
            value = null;
        }

        return new AddressUse(bus.Integer(0, 255), bus.At, value, address.At);
    }

    private static double? Full(Field field)
    {
        var cm = field.Number(0, FarthestCm);
        if (cm is null or >= NearestCm)
            return cm;
        field.Refuse(
            string.Create(CultureInfo.InvariantCulture, $"is {cm} cm; an MB7040 reads {NearestCm} for anything nearer than {NearestCm} cm"),
            string.Create(CultureInfo.InvariantCulture, $"Mount it at least {NearestCm} cm above a full bin, measure again, and write that."));
        return null;
    }
}
