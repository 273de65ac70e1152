using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads a chip that feels the air: a BME280 or an SCD4x.</summary>
internal static class AirReader
{
    private static readonly string[] Chips = [AirPlan.Bme280, AirPlan.Scd4x];

    public static SensorDraft? Read(YamlNode node, string owner, Wiring wiring, Faults faults)
    {
        if (SensorReader.Open(node, owner, wiring, faults, "chip", "bus", "address") is not { } fields)
            return null;
        var point = fields.Required("point");
        var chip = fields.Required("chip").OneOf(Chips);
        string[] quantities = chip == AirPlan.Scd4x ? ["temperature", "relative_humidity", "co2"] : ["temperature", "relative_humidity"];
        var draft = new SensorDraft("air", fields.At, point.NameOf("point", wiring.Points), point.At)
        {
            Quantities = [.. quantities.Select(quantity => new QuantityUse(quantity, point.At))],
            Address = chip switch
            {
                AirPlan.Scd4x => ChipReader.Address(fields, 0x62, 0x62, "SCD4x"),
                AirPlan.Bme280 => ChipReader.Address(fields, 0x76, 0x77, "BME280"),
                _ => ChipReader.Address(fields, 0x08, 0x77, "chip"),
            },
        };
        var every = SensorReader.Every(fields);
        if (chip is null || draft.Point is not { } name || draft.Address is not { Bus: { } bus, Address: { } address } || every is null)
            return draft;
        return draft with { Plan = new AirPlan { Point = name, Every = every.Value, Chip = chip, Bus = bus, Address = address } };
    }
}
