using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads a current clamp on an input of an ADS1115: its scale from turns and burden, or better, from a known load.</summary>
internal static class CurrentReader
{
    private static readonly string[] Inputs = ["a0", "a1", "a2", "a3", "a0-a1", "a2-a3"];

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        string[] own = ["bus", "address", "input", "turns", "burden_ohm", "known_a", "known_mv", "mains_v", "max_a", .. CalibrationFields.Keys];
        if (SensorReader.Open(node, owner, wiring, faults, own) is not { } fields)
            return null;
        var point = fields.Required("point");
        var (raw, calibrated) = (CalibrationFields.Raw(fields), CalibrationFields.Calibrated(fields));
        var input = fields.Required("input");
        var pins = input.OneOf(Inputs);
        var draft = new SensorDraft("current", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [.. Quantities(raw).Select(quantity => new QuantityUse(quantity, point.At))],
            Address = ChipReader.Address(fields, 0x48, 0x4B, "ADS1115"),
            Input = pins is null ? null : new InputUse(pins, input.At),
        };
        var every = SensorReader.Every(fields);
        var scale = Scale(fields);
        var (mainsV, maxA) = (fields.Required("mains_v").Number(12, 690), fields.Required("max_a").Number(0.1, 10_000));
        if (draft.Point is not { } name || draft.Address is not { Bus: { } bus, Address: { } address } || pins is null || every is null
            || scale is null || mainsV is null || maxA is null)
        {
            return draft;
        }

        return draft with
        {
            Plan = new CurrentPlan
            {
                Point = name,
                Every = every.Value,
                Bus = bus,
                Address = address,
                Input = pins,
                AmperesPerVolt = scale.Value,
                MainsV = mainsV.Value,
                MaxA = maxA.Value,
                Calibrated = calibrated,
                Raw = raw,
            },
        };
    }

    private static IEnumerable<string> Quantities(bool raw) => raw ? ["current", "apparent_power", "clamp_voltage"] : ["current", "apparent_power"];

    /// <summary>Amperes a volt. A known load knows better than the labels of clamp and resistor, but must not contradict them.</summary>
    private static double? Scale(Fields fields)
    {
        var (turns, burden) = (fields.Required("turns").Number(1, 100_000), fields.Required("burden_ohm").Number(0.01, 10_000));
        var nominal = turns / burden;
        if (!fields.Has("known_a") && !fields.Has("known_mv"))
            return nominal;
        var (amperes, field) = (fields.Required("known_a").Number(0.1, 10_000), fields.Required("known_mv"));
        var known = amperes / (field.Number(0.1, 5_000) / 1000);
        if (nominal is null || known is null || known / nominal is > 0.8 and < 1.25)
            return known ?? nominal;
        field.Refuse(
            string.Create(CultureInfo.InvariantCulture, $"gives {known:0.0} A for each volt, and 'turns' / 'burden_ohm' is {nominal:0.0}"),
            "Calibrate again with the clamp around one conductor only, or correct 'turns' and 'burden_ohm' after their labels.");
        return null;
    }
}
