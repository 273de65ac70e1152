using System.Buffers.Binary;
using Arena.Edge.Hardware;

namespace Arena.Edge.Sensors.Temperature;

/// <summary>Microchip MCP9808 thermometer. Source: datasheet DS25095A, sections 5.1 to 5.2.</summary>
/// <remarks>
/// <code>
/// pointer  register          bits
/// 01       configuration     8 SHDN: 1 stops converting, and the ambient register holds what it had; 0 from power-up
/// 05       ambient           15 T≥crit · 14 T&gt;upper · 13 T&lt;lower · 12 sign · 11–0 sixteenths of a degree, two's complement
/// 06       manufacturer id   0x0054
/// 07       device id         15–8 0x04 · 7–0 revision
/// </code>
/// Registers are 16 bits, most significant byte first. It converts by itself, four times a second, from power-up. There is no ready bit, so a
/// chip that sleeps is woken and given the time of a conversion, and so is one that says 0 °C, as it does before its first.
/// </remarks>
internal sealed class Mcp9808(IHardware hardware, int bus, int address, TimeProvider time) : IThermometer
{
    public const double LowestC = -40;
    public const double HighestC = 125;

    private const byte Configuration = 0x01;
    private const byte Ambient = 0x05;
    private const byte ManufacturerId = 0x06;
    private const byte DeviceId = 0x07;
    private const ushort Microchip = 0x0054;
    private const byte Mcp9808Id = 0x04;
    private const ushort Shutdown = 0x0100;

    /// <summary>250 ms at the finest step (not verified against the datasheet), which is the one from power-up, and a reserve.</summary>
    private static readonly TimeSpan Conversion = TimeSpan.FromMilliseconds(300);

    private bool _known;

    /// <summary>Temperature in °C.</summary>
    /// <exception cref="SensorFault">Another chip answers at the address, or a line of the bus is stuck.</exception>
    /// <exception cref="HardwareFault">Nothing answers.</exception>
    public async ValueTask<double> ReadCAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Asked again after every failure: the chip may have been swapped.
            if (!_known) Identify();
            if (!_known && IsAsleep()) await WakeAsync(cancellationToken);
            _known = true;
            var ambient = ReadRegister(Ambient);
            if (ambient is not (0 or 0xFFFF)) return Decode(ambient);

            // A line that is stuck reads as all zeros or all ones, and both are temperatures: who answers must say so again.
            Identify();
            if (IsAsleep()) await WakeAsync(cancellationToken);
            else if (ambient == 0) await Task.Delay(Conversion, time, cancellationToken);
            return Decode(ReadRegister(Ambient));
        }
        catch (Exception fault) when (fault is HardwareFault or SensorFault)
        {
            _known = false;
            throw;
        }
    }

    /// <summary>°C of the ambient register; the three alert flags are no part of the number.</summary>
    internal static double Decode(ushort ambient)
    {
        var sixteenths = ambient & 0x1FFF;
        return (sixteenths >= 0x1000 ? sixteenths - 0x2000 : sixteenths) / 16.0;
    }

    private bool IsAsleep() => (ReadRegister(Configuration) & Shutdown) != 0;

    private async ValueTask WakeAsync(CancellationToken cancellationToken)
    {
        hardware.Bus(bus).Write(address, [Configuration, 0, 0]);
        await Task.Delay(Conversion, time, cancellationToken);
        if (IsAsleep()) throw new SensorFault($"MCP9808 0x{address:X2} on bus {bus} stays in shutdown, so its temperature is an old one: take its supply away for a moment.");
    }

    private void Identify()
    {
        var manufacturer = ReadRegister(ManufacturerId);
        var device = ReadRegister(DeviceId);
        if (manufacturer == Microchip && device >> 8 == Mcp9808Id) return;
        throw new SensorFault(
            $"The chip at 0x{address:X2} on bus {bus} is no MCP9808: manufacturer 0x{manufacturer:X4} (an MCP9808 says 0x{Microchip:X4}), "
            + $"device 0x{device:X4} (0x{Mcp9808Id:X2}xx). Check the address bridges and what is wired there.");
    }

    private ushort ReadRegister(byte register)
    {
        Span<byte> value = stackalloc byte[2];
        hardware.Bus(bus).WriteRead(address, [register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }
}
