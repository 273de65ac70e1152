using Arena.Edge.Hosting;
using Arena.Edge.Sensors;
using Arena.Edge.Tests.Sensors;
using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Hosting.CorePack;

/// <summary>What a build with the core pack says to who asks for drivers of the other.</summary>
public sealed class MissingHardwareTests
{
    [Fact]
    public void The_hardware_driver_is_refused_with_how_to_build_it() => Assert.Equal(
        "--hardware dotnet-iot is not in this build, which has the core pack only: build with -p:ArenaDrivers=full, or give --hardware linux",
        HardwareDrivers.Read("dotnet-iot", out _));

    [Fact]
    public void A_chip_that_only_a_library_drives_is_refused_by_its_point()
    {
        var air = new AirPlan { Point = "climate-lounge", Every = TimeSpan.FromSeconds(60), Bus = 1, Address = 0x62, Chip = AirPlan.Scd4x };

        Assert.Equal(
            "the air sensor at climate-lounge has the chip SCD4X, and this build has the core pack only: build with -p:ArenaDrivers=full, or wire another chip",
            HardwareDrivers.FaultOf(air, HardwareDriver.Linux));
        Assert.Contains("VL53L0X", ChipLibrary.FaultOf(SomePlan.Fill with { Chip = FillPlan.Vl53l0x }), StringComparison.Ordinal);
        Assert.Null(HardwareDrivers.FaultOf(SomePlan.Fill, HardwareDriver.Linux));
    }
}
