using Arena.Ingest.Store.Influx;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx.CorePack;

/// <summary>What a build with the core pack says to who asks for a writer of the other.</summary>
public sealed class MissingWriterTests
{
    [Fact]
    public void A_setting_that_names_it_is_refused_with_how_to_build_it() => Assert.Equal(
        "--influx-driver client is not in this build, which has the core pack only: build with -p:ArenaDrivers=full, or write http",
        LineWriters.Read("client", InfluxApi.V2, out _));

    [Fact]
    public void An_unknown_one_is_answered_with_the_known_ones() =>
        Assert.Equal("--influx-driver flux is not possible: write http or client", LineWriters.Read("flux", InfluxApi.V2, out _));
}
