using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>Request numbers of i2c-dev. Source: include/uapi/linux/i2c-dev.h, i2c.h; Documentation/i2c/dev-interface.rst.</summary>
internal static class I2cUapi
{
    /// <summary>Adapter's patience, in units of 10 ms.</summary>
    public const uint Timeout = 0x0702;

    /// <summary>Address of the next plain or SMBus transfer; EBUSY when a kernel driver has it.</summary>
    public const uint Slave = 0x0703;

    /// <summary>Fills a 64-bit <see cref="I2cFunctions"/>.</summary>
    public const uint Functions = 0x0705;

    /// <summary>Combined transfer, takes <see cref="RdwrData"/>.</summary>
    public const uint Rdwr = 0x0707;

    /// <summary>SMBus transfer, takes <see cref="SmbusData"/>.</summary>
    public const uint Smbus = 0x0720;
}

/// <summary>What an adapter can do, <c>I2C_FUNC_…</c>.</summary>
[Flags]
internal enum I2cFunctions : ulong
{
    None = 0,

    /// <summary>Plain I2C: any messages.</summary>
    I2c = 0x0000_0001,
    SmbusQuick = 0x0001_0000,
    SmbusReadByte = 0x0002_0000,
    SmbusWriteByte = 0x0004_0000,
    SmbusReadByteData = 0x0008_0000,
    SmbusWriteByteData = 0x0010_0000,
    SmbusReadWordData = 0x0020_0000,
    SmbusWriteWordData = 0x0040_0000,
    SmbusReadI2cBlock = 0x0400_0000,
    SmbusWriteI2cBlock = 0x0800_0000,
}

/// <summary><c>struct i2c_msg</c> of 64-bit Linux, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct I2cMessage
{
    /// <summary>I2C_M_RD.</summary>
    public const ushort Reading = 1;

    public ushort Address;
    public ushort Flags;
    public ushort Length;
    public nint Buffer;
}

/// <summary><c>struct i2c_rdwr_ioctl_data</c> of 64-bit Linux, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RdwrData
{
    public nint Messages;
    public uint Count;
}

/// <summary><c>struct i2c_smbus_ioctl_data</c> of 64-bit Linux, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SmbusData
{
    /// <summary>1 reads, 0 writes.</summary>
    public byte ReadWrite;
    public byte Command;
    public SmbusSize Size;

    /// <summary>Address of a <see cref="SmbusBlock"/>, or 0.</summary>
    public nint Data;
}

/// <summary><c>I2C_SMBUS_…</c>, the kind of an SMBus transfer.</summary>
internal enum SmbusSize : uint
{
    Quick = 0,
    Byte = 1,
    ByteData = 2,
    WordData = 3,
    I2cBlockData = 8,
}

/// <summary><c>union i2c_smbus_data</c>: a byte, a word in the machine's order, or a length and up to 32 bytes.</summary>
[InlineArray(Size)]
internal struct SmbusBlock
{
    public const int Size = 34;
    public const int MostBytes = 32;

    private byte _first;
}
