using System.Globalization;
using Arena.Edge.Hardware;
using Arena.Edge.Sensors.Current;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>Whether the chip of the plan answers at its address, and is it. Other addresses are not touched.</summary>
internal static class ChipCheck
{
    public static Finding Look(PlannedChip chip, IHardware hardware)
    {
        var bus = hardware.Bus(chip.Bus);
        try
        {
            return chip.Type switch
            {
                // Write-only but for its answer: what it says without being asked is its last range.
                "MB7040" => WithoutId(chip, bus, []),
                "ADS1115" => WithoutId(chip, bus, [Ads1115Registers.Config]),
                "BME280" => WithIdByte(chip, bus, 0xD0, 0x60),
                "VL53L0X" => WithIdByte(chip, bus, 0xC0, 0xEE),
                // It answers to commands only, and those change what it does.
                "SCD4X" => Finding.Skipped($"The SCD4X at 0x{chip.Address:X2} on bus {chip.Bus} says nothing without a command; its reading is the proof."),
                _ => Identified(chip, ChipIdentity.Read(bus, chip.Address)),
            };
        }
        catch (I2cFault fault) when (fault.Failure == I2cFailure.NoAcknowledge)
        {
            return Silent(chip);
        }
    }

    private static Finding WithoutId(PlannedChip chip, II2cBus bus, ReadOnlySpan<byte> register)
    {
        Span<byte> word = stackalloc byte[2];
        if (register.IsEmpty) bus.Read(chip.Address, word);
        else bus.WriteRead(chip.Address, register, word);
        return Finding.Ok($"Something answers at 0x{chip.Address:X2} on bus {chip.Bus}, where the {chip.Type} should be; it has no id, so its reading is the proof.") with { Dump = Convert.ToHexString(word) };
    }

    private static Finding WithIdByte(PlannedChip chip, II2cBus bus, byte register, byte expected)
    {
        Span<byte> id = stackalloc byte[1];
        bus.WriteRead(chip.Address, [register], id);
        var dump = $"{register:X2} 0x{id[0]:X2}";
        return id[0] == expected
            ? Finding.Ok($"The {chip.Type} answers at 0x{chip.Address:X2} on bus {chip.Bus}.") with { Dump = dump }
            : Finding.Failed(
                $"At 0x{chip.Address:X2} on bus {chip.Bus} is an unknown chip in place of the {chip.Type} of {string.Join(", ", chip.Points)} (register {dump}, a {chip.Type} says 0x{expected:X2}).",
                $"Put a {chip.Type} there, or correct the manifest; check address bridges and power.") with
            { Dump = dump };
    }

    private static Finding Identified(PlannedChip chip, ChipIdentity found)
    {
        var dump = found.ToString();
        if (found == default) return Silent(chip);
        if (found.Type == chip.Type) return Finding.Ok($"The {chip.Type} answers at 0x{chip.Address:X2} on bus {chip.Bus}.") with { Dump = dump };
        var what = found.Type is { } other ? $"an {other}" : "an unknown chip";
        return Finding.Failed($"At 0x{chip.Address:X2} on bus {chip.Bus} is {what} in place of the {chip.Type} of {string.Join(", ", chip.Points)} (registers {dump}).", $"Put an {chip.Type} there, or correct the manifest; check address bridges and power.") with { Dump = dump };
    }

    private static Finding Silent(PlannedChip chip) => Finding.Failed(
        $"Nobody answers at 0x{chip.Address:X2} on bus {chip.Bus}, where the {chip.Type} of {string.Join(", ", chip.Points)} should be.",
        $"Check its power, its address bridges, and that SDA and SCL are not swapped; 'i2cdetect -y {chip.Bus.ToString(CultureInfo.InvariantCulture)}' shows who answers.");
}
