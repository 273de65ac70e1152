using Arena.Edge.Sensors;
using Arena.Site;

namespace Arena.Edge.Hardware.Virtual;

/// <summary>The emulated venue: one world that moves the emulated chips and lines of all its nodes. The same seed gives the same world.</summary>
internal sealed class VirtualVenue(SiteManifest site, int seed)
{
    /// <summary>The chips and lines the manifest wires to the node.</summary>
    public IHardware HardwareFor(SiteNode node, NodeClock clock) =>
        throw new HardwareFault($"{site.Site} has no emulated hardware for {node.Name} (seed {seed}, {clock.GetUtcNow():u}).");
}
