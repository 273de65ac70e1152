using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Xunit;

namespace Arena.Edge.Tests.Hardware.Linux;

public sealed class LinuxI2cBusTests : IDisposable
{
    /// <summary>What i2c-stub offers by default.</summary>
    private const I2cFunctions Stub =
        I2cFunctions.SmbusQuick | I2cFunctions.SmbusReadByte | I2cFunctions.SmbusWriteByte | I2cFunctions.SmbusReadByteData | I2cFunctions.SmbusWriteByteData
        | I2cFunctions.SmbusReadWordData | I2cFunctions.SmbusWriteWordData | I2cFunctions.SmbusReadI2cBlock | I2cFunctions.SmbusWriteI2cBlock;

    private readonly FakeKernel _kernel = new();
    private readonly LogBook _log = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Plain_I2C_is_read_write_and_one_combined_transfer()
    {
        var adapter = Adapter(I2cFunctions.I2c | Stub);
        adapter.Chips[0x48] = [1, 2, 3, 4];
        using var hardware = Hardware();
        var bus = hardware.Bus(1);
        var two = new byte[2];
        bus.Write(0x48, [0x51]);
        bus.Read(0x48, two);
        Assert.Equal([0x7A, 0x7A], two);
        bus.WriteRead(0x48, [1], two);
        Assert.Equal([2, 3], two);
        Assert.Equal(["48 w 51", "48 r 2", "48 w 01 r 2"], adapter.Asked);
    }

    [Fact]
    public void On_a_bus_that_does_SMBus_only_each_shape_is_its_SMBus_transfer()
    {
        var adapter = Adapter(Stub);
        adapter.Chips[0x2A] = new ushort[256];
        adapter.Chips[0x2A][0x05] = 0x1234;
        adapter.Chips[0x2A][0x12] = 0xAB;
        adapter.Chips[0x2A][0x14] = 0xEF;
        using var hardware = Hardware();
        var bus = hardware.Bus(1);
        var (one, two, three) = (new byte[1], new byte[2], new byte[3]);
        bus.Write(0x2A, []);
        bus.Write(0x2A, [0x05]);
        bus.Write(0x2A, [0x13, 0xCD]);
        bus.Write(0x2A, [0x20, 0x01, 0x02]);
        bus.Write(0x2A, [0x30, 1, 2, 3]);
        bus.WriteRead(0x2A, [0x13], one);
        bus.WriteRead(0x2A, [0x05], two);
        bus.WriteRead(0x2A, [0x12], three);
        Assert.Equal([0xCD], one);
        Assert.Equal([0x34, 0x12], two);
        Assert.Equal([0xAB, 0xCD, 0xEF], three);
        Assert.Equal((0x0201, 1, 3), (adapter.Chips[0x2A][0x20], adapter.Chips[0x2A][0x30], adapter.Chips[0x2A][0x32]));
        Assert.Equal(
            ["2A Quick w 00", "2A Byte w 05", "2A ByteData w 13", "2A WordData w 20", "2A I2cBlockData w 30", "2A ByteData r 13", "2A WordData r 05", "2A I2cBlockData r 12"],
            adapter.Asked);
    }

    [Fact]
    public void Two_bytes_go_as_a_block_where_the_adapter_has_no_words()
    {
        var adapter = Adapter(Stub & ~(I2cFunctions.SmbusReadWordData | I2cFunctions.SmbusWriteWordData));
        adapter.Chips[0x18] = [0, 7, 8];
        using var hardware = Hardware();
        var two = new byte[2];
        hardware.Bus(1).WriteRead(0x18, [1], two);
        Assert.Equal([7, 8], two);
        Assert.Equal(["18 I2cBlockData r 01"], adapter.Asked);
    }

    [Fact]
    public void A_plain_read_of_two_bytes_is_refused_where_there_is_SMBus_only()
    {
        var adapter = Adapter(Stub);
        adapter.Chips[0x70] = new ushort[256];
        using var hardware = Hardware();
        var fault = Assert.Throws<HardwareFault>(() => hardware.Bus(1).Read(0x70, new byte[2]));
        Assert.Contains("writes 0 bytes and reads 2", fault.Message, StringComparison.Ordinal);
        Assert.Empty(adapter.Asked);
    }

    [Theory]
    [InlineData(Errno.NoSuchAddress, I2cFailure.NoAcknowledge)]
    [InlineData(Errno.RemoteIo, I2cFailure.NoAcknowledge)]
    [InlineData(Errno.NoDevice, I2cFailure.NoAcknowledge)]
    [InlineData(Errno.TimedOut, I2cFailure.BusTimeout)]
    [InlineData(Errno.TryAgain, I2cFailure.Disturbed)]
    [InlineData(Errno.InputOutput, I2cFailure.Disturbed)]
    public void The_kernels_error_is_told_as_what_it_means(int errno, object failure)
    {
        Adapter(I2cFunctions.I2c).Error = errno;
        using var hardware = Hardware();
        var fault = Assert.Throws<I2cFault>(() => hardware.Bus(1).Write(0x18, [5]));
        Assert.Equal(((I2cFailure)failure, 1, 0x18), (fault.Failure, fault.Bus, fault.Address));
    }

    [Fact]
    public void A_bus_that_is_not_there_and_one_that_may_not_be_opened_are_told_apart()
    {
        using var hardware = Hardware();
        Assert.Contains("dtparam=i2c_arm=on", Assert.Throws<HardwareFault>(() => hardware.Bus(1).Write(0x18, [5])).Message, StringComparison.Ordinal);
        _kernel.Add("i2c-1", _ => new Refusal(Errno.AccessDenied));
        Assert.Contains("usermod -aG i2c", Assert.Throws<HardwareFault>(() => hardware.Bus(1).Write(0x18, [5])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_that_a_kernel_driver_has_is_left_to_it()
    {
        var adapter = Adapter(I2cFunctions.I2c);
        adapter.Taken.Add(0x18);
        using var hardware = Hardware();
        Assert.Contains("0x18", Assert.Throws<HardwareFault>(() => hardware.Bus(1).Write(0x18, [5])).Message, StringComparison.Ordinal);
        Assert.Empty(adapter.Asked);
    }

    [Fact]
    public async Task A_bus_that_times_out_is_set_apart_is_not_hammered_and_comes_back_by_itself()
    {
        var adapter = Adapter(I2cFunctions.I2c);
        adapter.Chips[0x18] = new ushort[256];
        adapter.Error = Errno.TimedOut;
        using var hardware = Hardware();
        var bus = hardware.Bus(1);
        Assert.Equal(
            [I2cFailure.BusTimeout, I2cFailure.BusTimeout, I2cFailure.SetApart],
            Enumerable.Range(0, 3).Select(_ => Assert.Throws<I2cFault>(() => bus.Write(0x18, [5])).Failure));
        Assert.Contains("set apart", (await _log.NextWithAsync("I2C bus 1")).Message, StringComparison.Ordinal);

        // Nobody is sent anything while it rests, then one transfer is an attempt, and the next rest is twice as long.
        for (var i = 0; i < 50; i++) Assert.Throws<I2cFault>(() => bus.Write(0x18, [5]));
        Assert.Equal(3, adapter.Asked.Count);
        _time.Advance(BusRest.First);
        for (var i = 0; i < 50; i++) Assert.Throws<I2cFault>(() => bus.Write(0x18, [5]));
        Assert.Equal(4, adapter.Asked.Count);
        _time.Advance(BusRest.First);
        Assert.Throws<I2cFault>(() => bus.Write(0x18, [5]));
        Assert.Equal(4, adapter.Asked.Count);

        adapter.Error = 0;
        _time.Advance(BusRest.First);
        bus.Write(0x18, [5]);
        Assert.Contains("works again", (await _log.NextWithAsync("I2C bus 1")).Message, StringComparison.Ordinal);
        Assert.Equal(1, _kernel.OpenDescriptors);
    }

    [Fact]
    public void A_missing_chip_never_sets_its_bus_apart()
    {
        var adapter = Adapter(I2cFunctions.I2c);
        adapter.Chips[0x18] = new ushort[256];
        using var hardware = Hardware();
        for (var i = 0; i < 20; i++) Assert.Equal(I2cFailure.NoAcknowledge, Assert.Throws<I2cFault>(() => hardware.Bus(1).Write(0x19, [5])).Failure);
        hardware.Bus(1).Write(0x18, [5]);
    }

    [Fact]
    public void A_transfer_that_never_comes_back_holds_up_neither_its_caller_nor_another_bus()
    {
        var stuck = Adapter(I2cFunctions.I2c);
        var other = Adapter(I2cFunctions.I2c, "i2c-2");
        other.Chips[0x18] = new ushort[256];
        stuck.GoesOn.Reset();
        using var bus = new LinuxI2cBus(1, () => I2cDevice.Open(_kernel, Path.Combine(_kernel.Devices, "i2c-1")), _time, _log) { Limit = TimeSpan.FromMilliseconds(50) };
        using var hardware = Hardware();
        for (var i = 0; i < 5; i++) Assert.Throws<I2cFault>(() => bus.Write(0x18, [5]));
        Assert.Single(stuck.Asked);
        hardware.Bus(2).Write(0x18, [5]);

        // Once the kernel lets go, the next attempt finds the bus working.
        stuck.Chips[0x18] = new ushort[256];
        stuck.GoesOn.Set();
        _time.Advance(BusRest.Longest);
        Assert.True(SpinWait.SpinUntil(() => Works(bus), TimeSpan.FromSeconds(30)), "the bus did not come back in 30 s");
    }

    [Fact]
    public void Disposing_closes_what_was_opened()
    {
        Adapter(I2cFunctions.I2c).Chips[0x18] = new ushort[256];
        var hardware = Hardware();
        hardware.Bus(1).Write(0x18, [5]);
        Assert.Equal(1, _kernel.OpenDescriptors);
        hardware.Dispose();
        Assert.Equal(0, _kernel.OpenDescriptors);
    }

    private bool Works(LinuxI2cBus bus)
    {
        try
        {
            bus.Write(0x18, [5]);
            return true;
        }
        catch (I2cFault)
        {
            _time.Advance(BusRest.Longest);
            return false;
        }
    }

    private FakeAdapter Adapter(I2cFunctions functions, string device = "i2c-1")
    {
        var adapter = new FakeAdapter(functions);
        _kernel.Add(device, _ => adapter);
        return adapter;
    }

    private LinuxHardware Hardware() => new(_kernel, _kernel.Devices, _time, _log);
}
