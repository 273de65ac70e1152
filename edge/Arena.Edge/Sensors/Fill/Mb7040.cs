using System.Buffers.Binary;
using Arena.Edge.Hardware;

namespace Arena.Edge.Sensors.Fill;

/// <summary>MaxBotix I2CXL-MaxSonar-WR MB7040, an ultrasonic range finder. Source: MaxBotix datasheet PD11502h.</summary>
/// <remarks>
/// <code>
/// write 0x51          take a range reading
/// wait  110 ms        it takes 80–100 ms and ignores I2C meanwhile; a timer may fire some ms early
/// read  2 bytes       range in cm, most significant byte first
///       20…765        anything nearer than 20 cm reads 20; nothing in reach reads 765 (not verified against the datasheet), and that is no distance
/// </code>
/// Plain reads and writes, no register number. At most 50 kHz: above, it stretches the clock.
/// </remarks>
internal sealed class Mb7040(IHardware hardware, int bus, int address, TimeProvider time) : IRangeFinder
{
    public const int NearestCm = 20;
    public const int FarthestCm = 765;

    private const byte TakeRangeReading = 0x51;

    private static readonly TimeSpan Measuring = TimeSpan.FromMilliseconds(110);

    /// <summary>Range in cm, 20 to 764.</summary>
    /// <exception cref="SensorFault">It said something out of range, or heard nothing.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    public async ValueTask<int> MeasureCmAsync(CancellationToken cancellationToken)
    {
        var wire = hardware.Bus(bus);
        wire.Write(address, [TakeRangeReading]);
        await Task.Delay(Measuring, time, cancellationToken);
        return ReadCm(wire);
    }

    async ValueTask<double> IRangeFinder.MeasureAsync(CancellationToken cancellationToken) => await MeasureCmAsync(cancellationToken);

    private int ReadCm(II2cBus wire)
    {
        Span<byte> range = stackalloc byte[2];
        wire.Read(address, range);
        int cm = BinaryPrimitives.ReadUInt16BigEndian(range);
        if (cm == FarthestCm)
            throw new SensorFault($"MB7040 0x{address:X2} on bus {bus} heard no echo within {FarthestCm} cm: the lid is off, or the sensor doesn't look down.");
        return cm is >= NearestCm and < FarthestCm
            ? cm
            : throw new SensorFault(
                $"MB7040 0x{address:X2} on bus {bus} says {cm} cm, and it can only measure {NearestCm}–{FarthestCm} cm: "
                + "check its supply and cable.");
    }
}
