namespace Arena.Benchmarks.EndToEnd;

/// <summary>How a load is cut into messages, and how much of it is measured.</summary>
/// <param name="Name">In the table.</param>
/// <param name="SamplesPerMessage">Samples in a pack.</param>
/// <param name="WarmTicks">Ticks sent before, for just-in-time compilers and caches.</param>
/// <param name="Ticks">Ticks measured.</param>
/// <param name="TimesNode">How many times as fast as the Node.js peer Arena must be.</param>
internal sealed record Shape(string Name, int SamplesPerMessage, int WarmTicks, int Ticks, double TimesNode)
{
    private const int Nodes = 100;
    private const int SeriesPerNode = 100;

    /// <summary>A message for each sample: 500,000 over 10,000 series.</summary>
    public static Shape Single { get; } = new("1 sample a message", 1, 10, 50, 1.1);

    /// <summary>What an outbox seals: 3,000,000 samples over 10,000 series.</summary>
    public static Shape Packs { get; } = new("25 samples a message", 25, 50, 300, 1.5);

    /// <summary>Its load; the last tick is now.</summary>
    public Load Load(DateTimeOffset now) => new(new BenchVenue(Nodes, SeriesPerNode), SamplesPerMessage, now.AddSeconds(-(WarmTicks + Ticks)));
}
