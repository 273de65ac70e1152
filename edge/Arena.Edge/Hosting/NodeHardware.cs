using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Sensors;
using Arena.Site;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Hosting;

/// <summary>Makes a node's hardware for looking at it beside the worker: what the drivers would log is told by who looks.</summary>
internal static class NodeHardware
{
    public static IHardware For(HardwareDriver driver, SiteManifest site, SiteNode node, int seed, NodeClock clock, TimeProvider time) => driver switch
    {
        HardwareDriver.Virtual => new VirtualVenue(site, seed).HardwareFor(node, clock),
        HardwareDriver.DotnetIot => HardwareDrivers.MakeDotnetIot(time),
        _ => new LinuxHardware(Kernel.Instance, "/dev", time, NullLogger.Instance),
    };
}
