using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads a load cell on a NAU7802 or, where the chip is named so, an HX711: 24-bit signed readings, one of an empty bin and one with a known mass on it.</summary>
internal static class WeightReader
{
    private const string Nau7802 = "nau7802";
    private const string Hx711 = "hx711";
    private const int LowestRaw = -(1 << 23);
    private const int HighestRaw = (1 << 23) - 1;

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        var hx711 = IsHx711(node);
        string[] place = hx711 ? ["chip", "clock", "data"] : ["chip", "bus", "address", "gain"];
        string[] own = [.. place, "empty_raw", "known_kg", "known_raw", "max_kg", .. CalibrationFields.Keys];
        if (SensorReader.Open(node, owner, wiring, faults, own) is not { } fields)
            return null;
        var point = fields.Required("point");
        var (raw, calibrated) = (CalibrationFields.Raw(fields), CalibrationFields.Calibrated(fields));
        string[] quantities = raw ? ["cargo_weight", "cargo_weight_raw"] : ["cargo_weight"];
        var draft = new SensorDraft("weight", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [.. quantities.Select(quantity => new QuantityUse(quantity, point.At))],
            Address = hx711 ? null : ChipReader.Address(fields, 0x2A, 0x2A, "NAU7802"),
            Line = hx711 ? Line(fields.Required("clock"), wiring) : null,
            SecondLine = hx711 ? Line(fields.Required("data"), wiring) : null,
        };
        var every = SensorReader.Every(fields);
        var chip = fields.Has("chip") ? fields.Optional("chip").OneOf([Nau7802, Hx711]) : Nau7802;
        var gain = hx711 ? null : Gain(fields.Required("gain"));
        var emptyRaw = fields.Required("empty_raw").Integer(LowestRaw, HighestRaw);
        var knownKg = fields.Required("known_kg").Number(0.1, 2_000);
        var (field, maxKg) = (fields.Required("known_raw"), fields.Required("max_kg").Number(0.1, 2_000));
        var knownRaw = field.Integer(LowestRaw, HighestRaw);
        if (knownRaw is not null && knownRaw == emptyRaw)
        {
            field.Refuse(
                $"is {knownRaw}, the same as 'empty_raw': the cell didn't feel the mass",
                "Calibrate again: read the empty bin, put the mass on, wait, read again. The same twice means a loose wire.");
            knownRaw = null;
        }

        if (knownKg is not null && maxKg is not null && knownKg > maxKg)
        {
            fields.Required("known_kg").Refuse(
                string.Create(CultureInfo.InvariantCulture, $"is {knownKg} kg, more than the cell carries ('max_kg' is {maxKg})"),
                "Calibrate with a smaller mass, or correct 'max_kg' after the cell's label.");
            knownKg = null;
        }

        if (draft.Point is not { } name || chip is null || every is null || emptyRaw is null || knownKg is null || knownRaw is null || maxKg is null)
            return draft;
        ScalePlan? plan = draft switch
        {
            { Line: { } clock, SecondLine: { } data } => new Hx711Plan
            {
                Point = name,
                Every = every.Value,
                Chip = clock.Chip,
                ClockLine = clock.Line,
                DataLine = data.Line,
                EmptyRaw = emptyRaw.Value,
                KnownKg = knownKg.Value,
                KnownRaw = knownRaw.Value,
                MaxKg = maxKg.Value,
            },
            { Address: { Bus: { } bus, Address: { } address } } when gain is not null => new WeightPlan
            {
                Point = name,
                Every = every.Value,
                Bus = bus,
                Address = address,
                Gain = gain.Value,
                EmptyRaw = emptyRaw.Value,
                KnownKg = knownKg.Value,
                KnownRaw = knownRaw.Value,
                MaxKg = maxKg.Value,
            },
            _ => null,
        };
        return draft with { Plan = plan is null ? null : plan with { Calibrated = calibrated, Raw = raw } };
    }

    private static bool IsHx711(YamlNode node) =>
        node is MapNode map && map.Entries.FirstOrDefault(entry => entry.Key.Value == "chip")?.Value is TextNode { Value: Hx711 };

    // Always the header's own chip: an expander is too slow for the clock.
    private static LineUse? Line(Field field, Wiring wiring) =>
        field.Integer(0, Board.LastLine) is { } line && wiring.Chip is { } chip ? new LineUse(chip, line, field.At) : null;

    private static int? Gain(Field field)
    {
        if (field.Integer(1, 128) is not { } gain)
            return null;
        if (int.IsPow2(gain))
            return gain;
        field.Refuse($"is {gain}, and a NAU7802 amplifies by a power of two", "Write 1, 2, 4, 8, 16, 32, 64 or 128; load cells use 128.");
        return null;
    }
}
