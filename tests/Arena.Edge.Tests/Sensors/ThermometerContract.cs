using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Temperature;
using Arena.Edge.Tests.Hardware;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>What every driver of an MCP9808 does, on the emulated chip. A driver's test class derives from it.</summary>
public abstract class ThermometerContract
{
    private readonly NodeClock _clock = PlayedClock.Make();

    private protected abstract IThermometer Make(IHardware hardware, NodeClock clock);

    [Theory]
    [InlineData(-39.94)]
    [InlineData(-0.5)]
    [InlineData(4.1)]
    [InlineData(61.3)]
    public async Task The_chips_temperature_is_read_to_a_sixteenth(double celsius)
    {
        using var hardware = With(new Mcp9808Chip(_clock, _ => celsius));
        Assert.Equal(Math.Round(celsius * 16) / 16, await Make(hardware, _clock).ReadCAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_chip_at_the_address_is_no_thermometer()
    {
        using var hardware = With(new RegisterChip());
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await Make(hardware, _clock).ReadCAsync(TestContext.Current.CancellationToken));
        Assert.Contains("0x18 on bus 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chip_that_is_pulled_out_is_missed_and_one_put_in_again_is_read()
    {
        var chip = new Mcp9808Chip(_clock, _ => 21.5);
        using var hardware = With(chip);
        var thermometer = Make(hardware, _clock);
        Assert.Equal(21.5, await thermometer.ReadCAsync(TestContext.Current.CancellationToken));

        hardware.VirtualBus(1).Detach(0x18);
        await Assert.ThrowsAsync<I2cFault>(async () => await thermometer.ReadCAsync(TestContext.Current.CancellationToken));
        hardware.VirtualBus(1).Attach(0x18, chip);

        Assert.Equal(21.5, await thermometer.ReadCAsync(TestContext.Current.CancellationToken));
    }

    private VirtualHardware With(IVirtualChip chip)
    {
        var hardware = new VirtualHardware(_clock);
        hardware.AddBus(1).Attach(0x18, chip);
        return hardware;
    }
}

/// <summary>Our own driver keeps the contract.</summary>
public sealed class Mcp9808Tests : ThermometerContract
{
    private protected override IThermometer Make(IHardware hardware, NodeClock clock) => new Mcp9808(hardware, 1, 0x18, clock);
}
