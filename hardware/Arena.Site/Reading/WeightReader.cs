using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads a load cell on a NAU7802: 24-bit signed readings, one of an empty bin and one with a known mass on it.</summary>
internal static class WeightReader
{
    private const int LowestRaw = -(1 << 23);
    private const int HighestRaw = (1 << 23) - 1;

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        string[] own = ["bus", "address", "gain", "empty_raw", "known_kg", "known_raw", "max_kg", .. CalibrationFields.Keys];
        if (SensorReader.Open(node, owner, wiring, faults, own) is not { } fields)
            return null;
        var point = fields.Required("point");
        var (raw, calibrated) = (CalibrationFields.Raw(fields), CalibrationFields.Calibrated(fields));
        string[] quantities = raw ? ["cargo_weight", "cargo_weight_raw"] : ["cargo_weight"];
        var draft = new SensorDraft("weight", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [.. quantities.Select(quantity => new QuantityUse(quantity, point.At))],
            Address = ChipReader.Address(fields, 0x2A, 0x2A, "NAU7802"),
        };
        var every = SensorReader.Every(fields);
        var gain = Gain(fields.Required("gain"));
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

        if (draft.Point is not { } name || draft.Address is not { Bus: { } bus, Address: { } address } || every is null
            || gain is null || emptyRaw is null || knownKg is null || knownRaw is null || maxKg is null)
        {
            return draft;
        }

        return draft with
        {
            Plan = new WeightPlan
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
                Calibrated = calibrated,
                Raw = raw,
            },
        };
    }

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
