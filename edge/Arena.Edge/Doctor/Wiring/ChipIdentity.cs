using System.Buffers.Binary;
using Arena.Edge.Hardware;
using Arena.Edge.Sensors.Power;
using Arena.Edge.Sensors.Weight;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>What a chip says of itself, by reading alone: a register's number is written before each read, never a value.</summary>
/// <remarks>
/// <code>
/// chip       where          what
/// MCP9808    06, 07 word    manufacturer 0x0054, device 0x04xx
/// INA226     FE, FF word    manufacturer 0x5449, die 0x2260
/// NAU7802    1F byte        revision 0x?F
/// ADS1115, MB7040           no id
/// </code>
/// </remarks>
/// <param name="Microchip06">Word 06, and 07 after it; null where the chip refuses.</param>
/// <param name="TexasFe">Word FE, and FF after it.</param>
/// <param name="Revision1F">Byte 1F.</param>
internal readonly record struct ChipIdentity((ushort Manufacturer, ushort Device)? Microchip06, (ushort Manufacturer, ushort Die)? TexasFe, byte? Revision1F)
{
    private const ushort Microchip = 0x0054;
    private const int Mcp9808 = 0x04;

    /// <exception cref="I2cFault">Nobody answers.</exception>
    public static ChipIdentity Read(II2cBus bus, int address) => new(
        Both(Word(bus, address, 0x06), Word(bus, address, 0x07)),
        Both(Word(bus, address, Ina226Registers.ManufacturerId), Word(bus, address, Ina226Registers.DieId)),
        Byte(bus, address, Nau7802Registers.Revision));

    /// <summary>The type that its ids fit; null when they fit none.</summary>
    public string? Type =>
        Microchip06 is { Manufacturer: Microchip } microchip && microchip.Device >> 8 == Mcp9808 ? "MCP9808"
        : TexasFe is { Manufacturer: Ina226Registers.TexasInstruments, Die: Ina226Registers.Ina226Id } ? "INA226"
        : (Revision1F & 0x0F) == Nau7802Registers.Nau7802Revision && Revision1F != 0xFF ? "NAU7802"
        : null;

    public override string ToString() =>
        $"06/07 {Words(Microchip06?.Manufacturer)} {Words(Microchip06?.Device)}, FE/FF {Words(TexasFe?.Manufacturer)} {Words(TexasFe?.Die)}, 1F {(Revision1F is { } revision ? $"0x{revision:X2}" : "refused")}";

    private static string Words(ushort? word) => word is { } known ? $"0x{known:X4}" : "refused";

    private static (ushort, ushort)? Both(ushort? first, ushort? second) => first is { } one && second is { } two ? (one, two) : null;

    private static ushort? Word(II2cBus bus, int address, byte register)
    {
        Span<byte> word = stackalloc byte[2];
        return TryRead(bus, address, register, word) ? BinaryPrimitives.ReadUInt16BigEndian(word) : null;
    }

    private static byte? Byte(II2cBus bus, int address, byte register)
    {
        Span<byte> value = stackalloc byte[1];
        return TryRead(bus, address, register, value) ? value[0] : null;
    }

    // A chip may refuse a register's number it doesn't have; a bus that hangs is another matter.
    private static bool TryRead(II2cBus bus, int address, byte register, Span<byte> into)
    {
        try
        {
            bus.WriteRead(address, [register], into);
            return true;
        }
        catch (I2cFault refused) when (refused.Failure == I2cFailure.NoAcknowledge)
        {
            return false;
        }
    }
}
