using System.Buffers.Binary;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Hardware.Linux;

/// <summary>What a node's buses are and what is to be changed about them, read from a tree of links and files as sysfs has it.</summary>
public sealed class BusAdviceTests : IDisposable
{
    private const string Pi4 = "brcm,bcm2711-i2c\0brcm,bcm2835-i2c\0";
    private const string Pi5 = "snps,designware-i2c\0";

    private readonly DirectoryInfo _sys = Directory.CreateTempSubdirectory("arena-sys-");
    private readonly I2cAdapters _adapters;

    public BusAdviceTests() => _adapters = new I2cAdapters(_sys.FullName);

    public void Dispose() => _sys.Delete(recursive: true);

    [Fact]
    public void An_adapter_is_told_with_its_name_its_hardware_and_the_device_trees_speed()
    {
        Adapter(1, "bcm2835 (i2c@7e804000)", Pi4, 50_000);

        Assert.Equal(new I2cAdapter(1, 1, "bcm2835 (i2c@7e804000)", 50_000, Pi4.TrimEnd('\0')), _adapters.Find(1));
        Assert.Null(_adapters.Find(2));
    }

    [Fact]
    public void A_multiplexers_channel_has_the_speed_and_the_hardware_of_the_board_bus_it_hangs_on()
    {
        Adapter(1, "bcm2835 (i2c@7e804000)", Pi4, 50_000);
        Adapter(11, "i2c-1-mux (chan_id 0)", under: "platform/i2c-1/1-0071");

        Assert.Equal(new I2cAdapter(11, 1, "i2c-1-mux (chan_id 0)", 50_000, Pi4.TrimEnd('\0')), _adapters.Find(11));
    }

    [Fact]
    public void A_bus_that_is_as_the_manifest_says_needs_nothing()
    {
        Adapter(1, "bcm2835 (i2c@7e804000)", Pi4, 50_000);

        Assert.Empty(BusAdvice.For(Node(new I2cBusPlan(1, 50_000, null), Sonar(1)), _adapters));
    }

    [Fact]
    public void A_bus_that_is_not_there_is_told_with_how_to_switch_it_on() =>
        Assert.Contains("dtparam=i2c_arm=on", Assert.Single(BusAdvice.For(Node(new I2cBusPlan(1, 100_000, null)), _adapters)), StringComparison.Ordinal);

    [Fact]
    public void Another_speed_than_the_manifests_is_told_both_ways()
    {
        Adapter(1, "bcm2835 (i2c@7e804000)", Pi4, 400_000);

        var advice = Assert.Single(BusAdvice.For(Node(new I2cBusPlan(1, 100_000, null)), _adapters));
        Assert.Contains("runs at 400000 Hz, and the manifest says 100000", advice, StringComparison.Ordinal);
        Assert.Contains("dtparam=i2c_arm_baudrate=100000", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Pi4, 2)]
    [InlineData(Pi5, 1)]
    public void A_sonar_on_a_fast_bus_is_warned_of_and_where_the_adapter_misreads_a_stretched_clock_of_that_too(string compatible, int sentences)
    {
        Adapter(1, "the board's", compatible, 100_000);
        Adapter(11, "i2c-1-mux (chan_id 0)", under: "platform/i2c-1/1-0071");

        var advice = BusAdvice.For(Node(new I2cBusPlan(11, 100_000, new MuxChannel(1, 0x71, 0)), Sonar(11)), _adapters).ToList();
        Assert.Equal(sentences, advice.Count);
        Assert.Contains("I2C bus 1 runs at 100000 Hz with the MB7040 of bin on it, which takes at most 50000", advice[0], StringComparison.Ordinal);
        Assert.Equal(sentences == 2, advice[^1].Contains("misreads a stretched clock", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sonar_on_a_bus_of_unknown_speed_is_told_and_nothing_is_guessed()
    {
        Adapter(1, "i915 gmbus", speedHz: null);

        Assert.Contains("does not say how fast", Assert.Single(BusAdvice.For(Node(new I2cBusPlan(1, 50_000, null), Sonar(1)), _adapters)), StringComparison.Ordinal);
    }

    private static FillPlan Sonar(int bus) => new() { Point = "bin", Every = TimeSpan.FromSeconds(10), Bus = bus, Address = 0x70, EmptyCm = 120, FullCm = 25 };

    private static SiteNode Node(I2cBusPlan bus, params SensorPlan[] sensors) => new()
    {
        Name = "node-bins",
        Title = new Title("Kärl", "Bins"),
        Zone = "north",
        At = default,
        Board = "raspberry-pi-4",
        Buses = [bus],
        Sensors = sensors,
    };

    /// <summary>An adapter in the tree: its folder among the devices, and the link to it among the buses.</summary>
    private void Adapter(int number, string name, string compatible = "", int? speedHz = null, string under = "platform")
    {
        var folder = Directory.CreateDirectory(Path.Combine(_sys.FullName, "devices", under, $"i2c-{number}"));
        File.WriteAllText(Path.Combine(folder.FullName, "name"), name + "\n");
        if (compatible.Length > 0)
        {
            var tree = folder.CreateSubdirectory("of_node").FullName;
            File.WriteAllText(Path.Combine(tree, "compatible"), compatible);
            var speed = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(speed, speedHz ?? 0);
            if (speedHz is not null) File.WriteAllBytes(Path.Combine(tree, "clock-frequency"), speed);
        }

        var buses = Directory.CreateDirectory(Path.Combine(_sys.FullName, "bus", "i2c", "devices"));
        Directory.CreateSymbolicLink(Path.Combine(buses.FullName, $"i2c-{number}"), folder.FullName);
    }
}
