using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads an INA226 with its shunt.</summary>
internal static class DcReader
{
    /// <summary>Datasheet SBOS547: the shunt voltage register ends at 81.92 mV.</summary>
    private const double MostShuntMv = 81.92;

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (SensorReader.Open(node, owner, wiring, faults, "bus", "address", "shunt_ohm", "max_a") is not { } fields)
            return null;
        var point = fields.Required("point");
        var draft = new SensorDraft("dc", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [new QuantityUse("dc_voltage", point.At), new QuantityUse("dc_current", point.At), new QuantityUse("dc_power", point.At)],
            Address = ChipReader.Address(fields, 0x40, 0x4F, "INA226"),
        };
        var every = SensorReader.Every(fields);
        var field = fields.Required("max_a");
        var (shuntOhm, maxA) = (fields.Required("shunt_ohm").Number(1e-6, 10), field.Number(0.001, 10_000));
        if (shuntOhm * maxA * 1000 > MostShuntMv)
        {
            field.Refuse(
                string.Create(CultureInfo.InvariantCulture, $"is {maxA} A, which makes {shuntOhm * maxA * 1000:0.0} mV at the shunt; an INA226 measures up to {MostShuntMv} mV"),
                "Take a smaller shunt, or lower 'max_a' to what flows.");
            maxA = null;
        }

        if (draft.Point is not { } name || draft.Address is not { Bus: { } bus, Address: { } address } || every is null || shuntOhm is null || maxA is null)
            return draft;
        return draft with
        {
            Plan = new DcPlan { Point = name, Every = every.Value, Bus = bus, Address = address, ShuntOhm = shuntOhm.Value, MaxA = maxA.Value },
        };
    }
}
