using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.Serial;
using Xunit;

namespace Arena.Edge.Tests.Hardware.Linux;

/// <summary>Over a pseudo-terminal: the kernel's own terminal code runs.</summary>
public sealed class LinuxSerialPortTests
{
    private const uint Unlock = 0x4004_5431;
    private const uint GetNumber = 0x8004_5430;

    [Fact]
    public void Bytes_come_as_they_were_sent_with_their_time_and_a_hang_up_is_a_fault()
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx"), "no pseudo-terminals here");
        var kernel = Kernel.Instance;
        var meter = kernel.Open("/dev/ptmx", OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal | OpenFlags.CloseOnExec);
        Assert.True(meter >= 0, $"no pseudo-terminal: {Errno.Describe(-meter)}");
        var (zero, number) = (0, 0);
        kernel.Ioctl(meter, Unlock, ref zero);
        kernel.Ioctl(meter, GetNumber, ref number);
        using var port = LinuxSerialPort.Open(kernel, $"/dev/pts/{number}", TimeProvider.System);

        // What a terminal that is not raw would change or swallow: CR, LF, ^C, ^D, ^Q, ^S, DEL, high bits.
        byte[] sent = [.. "/x\r\n!\r\n"u8, 3, 4, 17, 19, 127, 0, 255];
        var before = TimeProvider.System.GetTimestamp();
        Assert.Equal(sent.Length, kernel.Write(meter, sent));
        var (came, cameNs) = Received(port, sent.Length);
        Assert.Equal(sent, came);
        Assert.InRange(cameNs, before, TimeProvider.System.GetTimestamp());

        kernel.Close(meter);
        HardwareFault? fault = null;
        Assert.True(SpinWait.SpinUntil(() => (fault = FaultOf(port)) is not null, TimeSpan.FromSeconds(30)), "the hang-up was not seen in 30 s");
        Assert.Contains("is gone", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_not_there_is_named() =>
        Assert.Contains("/dev/ttyNONE", Assert.Throws<HardwareFault>(() => LinuxSerialPort.Open(Kernel.Instance, "/dev/ttyNONE", TimeProvider.System)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_device_that_is_no_terminal_is_refused() =>
        Assert.Contains("no serial port", Assert.Throws<HardwareFault>(() => LinuxSerialPort.Open(Kernel.Instance, "/dev/null", TimeProvider.System)).Message, StringComparison.Ordinal);

    private static (byte[] Bytes, long CameNs) Received(LinuxSerialPort port, int length)
    {
        var bytes = new List<byte>();
        long firstNs = 0;
        var buffer = new byte[5];
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    var taken = port.Take(buffer, out var ns);
                    if (taken > 0 && bytes.Count == 0) firstNs = ns;
                    bytes.AddRange(buffer[..taken]);
                    return bytes.Count >= length;
                },
                TimeSpan.FromSeconds(30)),
            $"{bytes.Count} of {length} bytes came in 30 s");
        return ([.. bytes], firstNs);
    }

    private static HardwareFault? FaultOf(LinuxSerialPort port)
    {
        try
        {
            port.Take(new byte[16], out _);
            return null;
        }
        catch (HardwareFault fault)
        {
            return fault;
        }
    }
}
