using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Edge.Tests.Hosting;
using Arena.Edge.Tests.Site;
using Arena.Site;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Tests.Sensors;

/// <summary>The shipped venue, played.</summary>
internal static class PlayedVenue
{
    public static SiteManifest Site { get; } =
        Venue.Reading.Manifest ?? throw new InvalidOperationException(string.Join('\n', Venue.Reading.Describe()));

    public static SiteNode Node(string name) => Site.Nodes.Single(node => node.Name == name);

    /// <summary>Plays one node of a fresh world from a moment on.</summary>
    public static async Task<NodeCounters> PlayAsync(SiteNode node, int seed, UnixTime from, TimeSpan span, ISampleSink sink) =>
        await PlayAsync(new VirtualVenue(Site, seed), node, from, span, sink);

    public static async Task<NodeCounters> PlayAsync(VirtualVenue venue, SiteNode node, UnixTime from, TimeSpan span, ISampleSink sink)
    {
        using var folder = new DataFolder();
        var clock = new NodeClock(TimeProvider.System);
        using var hardware = venue.HardwareFor(node, clock);
        using var sampler = new NodeSampler(node, hardware, sink, clock, folder.Path, NullLoggerFactory.Instance);
        await sampler.PlayAsync(from, from + span, _ => ValueTask.CompletedTask, CancellationToken.None);
        return sampler.Counters;
    }
}
